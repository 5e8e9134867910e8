package io.dcf.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that speaks WebSocket frame by frame. */
public final class TestSocket extends TestConnection {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int LONG = 126;
    private static final int LONGER = 127;

    private TestSocket(int port, int receiveBuffer) throws IOException {
        super(port, receiveBuffer);
    }

    /** A frame, or a message put together of several. */
    public record Frame(int opcode, boolean last, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        public int code() {
            assertThat(opcode).isEqualTo(CLOSE);
            return ByteBuffer.wrap(payload).getShort();
        }

        public JsonNode reason() {
            return JsonMapper.shared().readTree(payload, 2, payload.length - 2);
        }
    }

    /** Asks for a WebSocket on a function; the answer is still to be read. */
    public static TestSocket ask(int port, int receiveBuffer, String function, String... headers) throws IOException {
        TestSocket socket = new TestSocket(port, receiveBuffer);
        String[] upgrade = {
            "Upgrade", "websocket",
            "Connection", "Upgrade",
            "Sec-WebSocket-Version", "13",
            "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="
        };
        String[] host = Arrays.asList(headers).contains("Host") ? new String[0] : new String[] {"Host", "bridge"};
        socket.request(
                "GET",
                "/api/v1/functions/" + function + "/stream",
                Stream.of(host, upgrade, headers).flatMap(Arrays::stream).toArray(String[]::new));
        return socket;
    }

    public static TestSocket open(int port, String function, String... headers) throws IOException {
        return open(port, 0, function, headers);
    }

    public static TestSocket open(int port, int receiveBuffer, String function, String... headers) throws IOException {
        TestSocket socket = ask(port, receiveBuffer, function, headers);
        assertThat(socket.head().status()).isEqualTo(101);
        return socket;
    }

    public void text(String text) throws IOException {
        send(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    public void binary(byte[] bytes) throws IOException {
        send(BINARY, true, bytes);
    }

    public void close(int code) throws IOException {
        send(CLOSE, true, ByteBuffer.allocate(2).putShort((short) code).array());
    }

    public void send(int opcode, boolean last, byte[] payload) throws IOException {
        DataOutputStream frame = new DataOutputStream(out);
        frame.write(opcode | (last ? 0x80 : 0));
        if (payload.length < LONG) {
            frame.write(0x80 | payload.length);
        } else if (payload.length <= 0xFFFF) {
            frame.write(0x80 | LONG);
            frame.writeShort(payload.length);
        } else {
            frame.write(0x80 | LONGER);
            frame.writeLong(payload.length);
        }
        frame.writeInt(0); // a mask that changes nothing
        frame.write(payload);
        frame.flush();
    }

    public Frame frame() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        assertThat(length & 0x80).as("a server does not mask").isZero();
        if (length == LONG) {
            length = in.readUnsignedShort();
        } else if (length == LONGER) {
            length = (int) in.readLong();
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(first & 0x0F, (first & 0x80) != 0, payload);
    }

    /** The next text or binary message, or the next close; pings before it are answered. */
    public Frame message() throws IOException {
        Frame frame = frame();
        while (frame.opcode() == PING || frame.opcode() == PONG) {
            if (frame.opcode() == PING) {
                send(PONG, true, frame.payload());
            }
            frame = frame();
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int opcode = frame.opcode();
        for (whole.writeBytes(frame.payload()); !frame.last(); whole.writeBytes(frame.payload())) {
            frame = frame();
            assertThat(frame.opcode()).isEqualTo(CONTINUATION);
        }
        return new Frame(opcode, true, whole.toByteArray());
    }
}
