package io.dcf.bridge.connector;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/** HTTP/2 in plain text, begun without asking, as RFC 9113 has it; frame by frame. */
final class Http2Connection implements AutoCloseable {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PROTOCOL_ERROR = 1;

    private static final Map<String, Integer> PSEUDO_HEADERS =
            Map.of(":authority", 1, ":method", 2, ":path", 4, ":scheme", 6, ":status", 8);

    final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Http2Connection(Socket socket) throws IOException {
        this.socket = socket;
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        frame(SETTINGS, 0, 0, new byte[0]);
        while (read().type() != SETTINGS) {
            // the server's are the first frame that counts
        }
        frame(SETTINGS, ACK, 0, new byte[0]);
    }

    void get(int stream, String path) throws IOException {
        headers(stream, END_STREAM, 0x82, path);
    }

    /** With a body that is yet to come. */
    void post(int stream, String path) throws IOException {
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
    void headers(int stream, boolean ends, String... fields) throws IOException {
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
        frame(HEADERS, (ends ? END_STREAM : 0) | END_HEADERS, stream, block.toByteArray());
    }

    void data(int stream, boolean ends, String data) throws IOException {
        frame(DATA, ends ? END_STREAM : 0, stream, data.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What a stream comes to: "200", "malformed", "reset" for another reason, "closed" with all its connection, or another status. */
    String outcome(int stream) throws IOException {
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
                return frame.isOk() ? "200" : frame.status();
            }
        }
    }

    void reset(int stream) throws IOException {
        frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
    }

    private record Frame(int type, int flags, int stream, byte[] payload) {

        /** Of another answer than 200; those that HPACK has no entry for are spelt. */
        String status() {
            int first = payload[(payload[0] & 0xe0) == 0x20 ? 3 : 0] & 0xff;
            return switch (first) {
                case 0x8c -> "400";
                case 0x8d -> "404";
                case 0x8e -> "500";
                default -> "status " + HexFormat.of().formatHex(payload, 0, Math.min(8, payload.length));
            };
        }

        boolean ends() {
            return (flags & END_STREAM) != 0;
        }

        /** Whether it begins with status 200, after what may come before it: a new size of the table. */
        boolean isOk() {
            return (payload[(payload[0] & 0xe0) == 0x20 ? 3 : 0] & 0xff) == 0x88;
        }
    }

    /** The body of a stream's answer, whose status has to be 200. */
    String body(int stream) throws IOException {
        var body = new ByteArrayOutputStream();
        Frame frame;
        do {
            frame = read();
            if (frame.stream() == stream && frame.type() == DATA) {
                body.writeBytes(frame.payload());
            } else if (frame.stream() == stream && !(frame.type() == HEADERS && frame.isOk())) {
                throw new IOException("another answer than 200: " + frame.type() + " "
                        + HexFormat.of().formatHex(frame.payload()));
            }
        } while (frame.stream() != stream || !frame.ends());
        return body.toString(StandardCharsets.UTF_8);
    }

    private Frame read() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(type, flags, stream, payload);
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
