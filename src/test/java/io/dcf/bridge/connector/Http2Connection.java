package io.dcf.bridge.connector;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** HTTP/2 in plain text, begun without asking, as RFC 9113 has it; frame by frame. */
final class Http2Connection implements AutoCloseable {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

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

    void reset(int stream) throws IOException {
        frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
    }

    private record Frame(int type, int flags, int stream, byte[] payload) {

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
