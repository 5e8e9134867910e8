package io.dcf.bridge;

import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Exception;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** HTTP/2 in plain text, begun without asking, as RFC 9113 has it; frame by frame. */
public final class Http2Connection implements AutoCloseable {

    /** How many bytes a server takes at first, of a stream and of all. */
    public static final int FIRST_WINDOW = 65_535;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PROTOCOL_ERROR = 1;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int LARGEST_FRAME = 16 << 10;

    private static final Map<String, Integer> PSEUDO_HEADERS =
            Map.of(":authority", 1, ":method", 2, ":path", 4, ":scheme", 6, ":status", 8);

    final Socket socket;
    private final int window;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private final Deque<Frame> unread = new ArrayDeque<>();
    private final Map<Integer, Integer> windows = new HashMap<>();
    private final Map<Integer, Integer> taken = new HashMap<>();

    /** Whose answers may come as fast as they like. */
    public Http2Connection(Socket socket) throws IOException {
        this(socket, Integer.MAX_VALUE);
    }

    /** @param window how many bytes of answers may be on their way, of a stream and of all; more are taken once half of them have come */
    public Http2Connection(Socket socket, int window) throws IOException {
        this.socket = socket;
        this.window = window;
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        frame(
                SETTINGS,
                0,
                0,
                ByteBuffer.allocate(6)
                        .putShort((short) INITIAL_WINDOW_SIZE)
                        .putInt(window)
                        .array());
        if (window > FIRST_WINDOW) {
            windowUpdate(0, window - FIRST_WINDOW);
        }
        while (read().type() != SETTINGS) {
            // the server's are the first frame that counts
        }
        frame(SETTINGS, ACK, 0, new byte[0]);
    }

    public void get(int stream, String path) throws IOException {
        headers(stream, END_STREAM, 0x82, path);
    }

    /** With a body that is yet to come. */
    public void post(int stream, String path) throws IOException {
        headers(stream, 0, 0x83, path);
    }

    private void headers(int stream, int flags, int method, String path) throws IOException {
        var block = new ByteArrayOutputStream();
        block.write(method); // :method
        block.write(0x86); // :scheme http
        literal(block, 0x04, path); // :path
        literal(block, 0x01, "test"); // :authority
        frame(HEADERS, flags | END_HEADERS, stream, block.toByteArray());
    }

    private static void literal(ByteArrayOutputStream block, int name, String value) {
        block.write(name);
        block.write(value.length());
        block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    /** Begins a request of any fields, in turns a name and a value; pseudo-headers are named as HPACK's table has them. */
    public void headers(int stream, boolean ends, String... fields) throws IOException {
        writeHeaders(stream, ends, fields);
        out.flush();
    }

    /** A request whose body comes with its head. */
    public void request(int stream, byte[] body, String... fields) throws IOException {
        writeHeaders(stream, false, fields);
        body(stream, true, body);
    }

    private void writeHeaders(int stream, boolean ends, String... fields) throws IOException {
        var block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            Integer index = PSEUDO_HEADERS.get(fields[i]);
            if (index != null) {
                block.write(index);
            } else {
                literal(block, 0x00, fields[i]);
            }
            block.write(fields[i + 1].length());
            block.writeBytes(fields[i + 1].getBytes(StandardCharsets.ISO_8859_1));
        }
        write(HEADERS, (ends ? END_STREAM : 0) | END_HEADERS, stream, block.toByteArray());
    }

    public void data(int stream, boolean ends, String data) throws IOException {
        frame(DATA, ends ? END_STREAM : 0, stream, data.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends a body in as large frames as the server takes, and no faster than it does. */
    public void body(int stream, boolean ends, byte[] body) throws IOException {
        int sent = 0;
        do {
            int size = Math.min(Math.min(LARGEST_FRAME, body.length - sent), Math.min(window(0), window(stream)));
            if (size == 0 && body.length > 0) {
                out.flush();
                unread.add(receive());
                continue;
            }
            windows.put(0, window(0) - size);
            windows.put(stream, window(stream) - size);
            byte[] part = Arrays.copyOfRange(body, sent, sent + size);
            sent += size;
            write(DATA, ends && sent == body.length ? END_STREAM : 0, stream, part);
        } while (sent < body.length);
        out.flush();
    }

    /** How many bytes of a stream, or of all of them where it is 0, the server takes. */
    public int window(int stream) {
        return windows.getOrDefault(stream, FIRST_WINDOW);
    }

    public void windowUpdate(int stream, int increment) throws IOException {
        frame(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(increment).array());
    }

    public void ping() throws IOException {
        frame(PING, 0, 0, new byte[8]);
    }

    /** Waits until a PING has been answered. */
    public void awaitPing() throws IOException {
        Frame frame = receive();
        while (frame.type() != PING || (frame.flags() & ACK) == 0) {
            unread.add(frame);
            frame = receive();
        }
    }

    /** What a stream comes to: "200", "malformed", "reset" for another reason, "closed" with all its connection, or another status. */
    public String outcome(int stream) throws IOException {
        while (true) {
            Frame frame;
            try {
                frame = read();
            } catch (EOFException | SocketException e) {
                return "closed";
            }
            if (frame.type() == GOAWAY) {
                return "closed";
            } else if (frame.stream() == stream && frame.type() == RST_STREAM) {
                return frame.payload()[3] == PROTOCOL_ERROR ? "malformed" : "reset";
            } else if (frame.stream() == stream && frame.type() == HEADERS) {
                return frame.status();
            }
        }
    }

    public void reset(int stream) throws IOException {
        frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
    }

    /** @param status of an answer's head, otherwise empty */
    private record Frame(int type, int flags, int stream, byte[] payload, String status) {

        public boolean ends() {
            return (flags & END_STREAM) != 0;
        }
    }

    /** What came of a stream; its body is cut where the stream was reset, of which the status then tells. */
    public record Answer(String status, byte[] body) {}

    /** All of a stream's answer. */
    public Answer answer(int stream) throws IOException {
        String status = "";
        var body = new ByteArrayOutputStream();
        while (true) {
            Frame frame = read();
            if (frame.type() == GOAWAY) {
                return new Answer("closed", Arrays.copyOfRange(frame.payload(), 4, frame.payload().length));
            } else if (frame.stream() != stream) {
                continue;
            } else if (frame.type() == RST_STREAM) {
                return new Answer("reset", body.toByteArray());
            } else if (frame.type() == HEADERS) {
                status = frame.status();
            } else if (frame.type() == DATA) {
                body.writeBytes(frame.payload());
            }
            if ((frame.type() == HEADERS || frame.type() == DATA) && frame.ends()) {
                return new Answer(status, body.toByteArray());
            }
        }
    }

    /** The body of a stream's answer, whose status has to be 200. */
    public String body(int stream) throws IOException {
        Answer answer = answer(stream);
        if (!answer.status().equals("200")) {
            throw new IOException("another answer than 200: " + answer.status());
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** Waits until so many bytes of an answer's body have come, at least. */
    public String first(int stream, int count) throws IOException {
        var body = new ByteArrayOutputStream();
        while (body.size() < count) {
            Frame frame = read();
            if (frame.stream() == stream && frame.type() == DATA) {
                body.writeBytes(frame.payload());
            } else if (frame.type() == GOAWAY || frame.stream() == stream && frame.type() == RST_STREAM) {
                throw new EOFException("after " + body);
            }
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    /** What is left of an answer's body whose beginning has been read. */
    public String rest(int stream) throws IOException {
        Answer answer = answer(stream);
        if (!answer.status().isEmpty()) {
            throw new EOFException(answer.status());
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private Frame read() throws IOException {
        return unread.isEmpty() ? receive() : unread.remove();
    }

    private Frame receive() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = new byte[length];
        in.readFully(payload);
        if (type == WINDOW_UPDATE) {
            windows.put(stream, window(stream) + ByteBuffer.wrap(payload).getInt());
        } else if (type == PING && (flags & ACK) == 0) {
            frame(PING, ACK, 0, payload);
        } else if (type == DATA) {
            giveBack(stream, payload.length);
        }
        return new Frame(type, flags, stream, payload, type == HEADERS ? status(stream, payload) : "");
    }

    /** As nghttp2 does: once half of a window has been used. */
    private void giveBack(int stream, int received) throws IOException {
        for (int each : new int[] {0, stream}) {
            int used = taken.merge(each, received, Integer::sum);
            if (used > window / 2) {
                taken.put(each, 0);
                windowUpdate(each, used);
            }
        }
    }

    private String status(int stream, byte[] block) throws IOException {
        try {
            return String.valueOf(
                    decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(block)).status());
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        write(type, flags, stream, payload);
        out.flush();
    }

    private void write(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
