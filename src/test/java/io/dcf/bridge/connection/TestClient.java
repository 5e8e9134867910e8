package io.dcf.bridge.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.dcf.bridge.Http2Connection;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sends requests over HTTP/1.1 and HTTP/2, over a new connection each or over one kept for each protocol. */
final class TestClient implements AutoCloseable {

    /** How a request marks the end of its body. */
    enum Framing {
        HTTP1_LENGTH,
        HTTP1_CHUNKED,
        HTTP2_LENGTH,
        HTTP2_NO_LENGTH;

        boolean isHttp2() {
            return this == HTTP2_LENGTH || this == HTTP2_NO_LENGTH;
        }

        boolean tellsLength() {
            return this == HTTP1_LENGTH || this == HTTP2_LENGTH;
        }
    }

    private static final int READ_TIMEOUT_MILLIS = 20_000;
    private static final int CHUNK = 7000;
    private static final int SHOWN = 200;

    private final int port;
    private final boolean keepsConnections;
    private final Random random = new Random(1);
    private @Nullable Socket http1;
    private @Nullable Http2Connection http2;
    private int stream;

    TestClient(int port, boolean keepsConnections) {
        this.port = port;
        this.keepsConnections = keepsConnections;
    }

    /** A response on one line: its status and its body; a long body by its length and hash. */
    static String tell(String status, byte[] body) {
        return status + " "
                + (body.length <= SHOWN
                        ? new String(body, UTF_8)
                        : "of " + body.length + " bytes, hash " + Arrays.hashCode(body));
    }

    /** @param headers names, in lower case, and values in turn */
    String post(Framing framing, String path, byte[] body, String... headers) throws IOException {
        if (framing.isHttp2()) {
            Http2Connection connection = connectHttp2();
            begin(connection, "POST", path, false, headers(framing, body.length, headers));
            connection.body(stream, true, body);
            return answer(connection);
        }
        return exchange(join(
                head("POST", path, headers(framing, body.length, headers)),
                framing.tellsLength() ? body : join(chunked(body), "0\r\n\r\n".getBytes(US_ASCII))));
    }

    /** Sends a request without a body. */
    String send(boolean overHttp2, String method, String path) throws IOException {
        if (overHttp2) {
            Http2Connection connection = connectHttp2();
            begin(connection, method, path, true);
            return answer(connection);
        }
        return exchange(head(method, path));
    }

    /** Disconnects within a body. */
    String breakOff(Framing framing, String path, byte[] body, String... headers) throws IOException {
        String[] all = headers(framing, body.length + 1, headers);
        if (framing.isHttp2()) {
            Http2Connection connection = connectHttp2();
            begin(connection, "POST", path, false, all);
            connection.body(stream, false, body);
            if (random.nextBoolean()) {
                connection.reset(stream);
            } else {
                close();
            }
        } else {
            Socket socket = connectHttp1();
            write(socket, join(head("POST", path, all), framing.tellsLength() ? body : chunked(body)));
            if (random.nextBoolean()) {
                socket.setSoLinger(true, 0); // closes by a reset
            }
            close();
        }
        return "left";
    }

    /** Requests server-sent events, and disconnects after that number of bytes. */
    String follow(boolean overHttp2, String path, int count) throws IOException {
        if (overHttp2) {
            Http2Connection connection = connectHttp2();
            begin(connection, "GET", path, true, "accept", "text/event-stream");
            String first = connection.first(stream, count);
            connection.reset(stream);
            return first.substring(0, count);
        }
        Socket socket = connectHttp1();
        write(socket, head("GET", path, "accept", "text/event-stream"));
        DataInputStream in = input(socket);
        while (!line(in).isEmpty()) {
            // the head
        }
        line(in); // how long the first chunk is
        String first = new String(in.readNBytes(count), US_ASCII);
        close();
        return first;
    }

    private static String[] headers(Framing framing, int length, String... others) {
        String[] of = framing.tellsLength()
                ? new String[] {"content-length", Integer.toString(length)}
                : framing.isHttp2() ? new String[0] : new String[] {"transfer-encoding", "chunked"};
        return Stream.of(of, others).flatMap(Stream::of).toArray(String[]::new);
    }

    private void begin(Http2Connection connection, String method, String path, boolean ends, String... headers)
            throws IOException {
        stream += 2;
        String[] pseudo = {":method", method, ":scheme", "http", ":authority", "bridge", ":path", path};
        connection.headers(
                stream, ends, Stream.of(pseudo, headers).flatMap(Stream::of).toArray(String[]::new));
    }

    private String answer(Http2Connection connection) throws IOException {
        Http2Connection.Answer answer = connection.answer(stream);
        closeUnlessKept();
        return tell(answer.status(), answer.body());
    }

    private Http2Connection connectHttp2() throws IOException {
        if (http2 == null) {
            http2 = new Http2Connection(connect());
            stream = -1;
        }
        return http2;
    }

    private Socket connectHttp1() throws IOException {
        if (http1 == null) {
            http1 = connect();
        }
        return http1;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static byte[] head(String method, String path, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nhost: bridge\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(US_ASCII);
    }

    private static byte[] chunked(byte[] body) {
        var chunks = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += CHUNK) {
            int size = Math.min(CHUNK, body.length - at);
            chunks.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(US_ASCII));
            chunks.write(body, at, size);
            chunks.writeBytes("\r\n".getBytes(US_ASCII));
        }
        return chunks.toByteArray();
    }

    private String exchange(byte[] request) throws IOException {
        Socket socket = connectHttp1();
        write(socket, request);
        DataInputStream in = input(socket);
        String status = line(in).substring("HTTP/1.1 ".length()).substring(0, 3);
        int length = -1;
        boolean closes = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.startsWith("content-length: ")) {
                length = Integer.parseInt(header.substring("content-length: ".length()));
            }
            closes |= header.equals("connection: close");
        }
        byte[] body = length < 0 ? chunks(in) : in.readNBytes(length);
        if (closes) {
            close();
        } else {
            closeUnlessKept();
        }
        return tell(status, body);
    }

    /** Writes the request at once, or in two parts. */
    private void write(Socket socket, byte[] request) throws IOException {
        int cut = random.nextBoolean() ? request.length : random.nextInt(request.length);
        socket.getOutputStream().write(request, 0, cut);
        socket.getOutputStream().write(request, cut, request.length - cut);
    }

    /** Requires that nothing follows a response. */
    private static DataInputStream input(Socket socket) throws IOException {
        return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            line.append((char) next);
        }
        return line.toString().strip().toLowerCase(Locale.ROOT).replace("http/1.1", "HTTP/1.1");
    }

    private static byte[] chunks(DataInputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        int size;
        do {
            size = Integer.parseInt(line(in), 16);
            body.writeBytes(in.readNBytes(size));
            line(in);
        } while (size > 0);
        return body.toByteArray();
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private void closeUnlessKept() {
        if (!keepsConnections) {
            close();
        }
    }

    /** Closes the connections. The next request opens new ones. */
    @Override
    public void close() {
        try {
            if (http1 != null) {
                http1.close();
            }
            if (http2 != null) {
                http2.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http1 = null;
        http2 = null;
    }
}
