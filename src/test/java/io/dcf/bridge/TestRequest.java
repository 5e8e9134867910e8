package io.dcf.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request whose body is sent, and whose answer is read, piece by piece. */
public final class TestRequest extends TestConnection {

    private static final int HEX = 16;

    private ByteArrayInputStream chunk = new ByteArrayInputStream(new byte[0]);
    private boolean ended;

    private TestRequest(int port, int receiveBuffer) throws IOException {
        super(port, receiveBuffer);
    }

    /** An event of a stream of them; a comment has no name. The id is empty where there is none. */
    public record Event(String name, String data, String id) {
        public Event(String name, String data) {
            this(name, data, "");
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(data);
        }
    }

    /** A stream on a function. */
    public static TestRequest open(int port, String function, String... headers) throws IOException {
        return open(port, 0, function, headers);
    }

    public static TestRequest open(int port, int receiveBuffer, String function, String... headers) throws IOException {
        TestRequest request = new TestRequest(port, receiveBuffer);
        String[] chunked = {"Host", "bridge", "Transfer-Encoding", "chunked"};
        request.request(
                "POST",
                "/api/v1/functions/" + function + "/stream",
                Stream.of(chunked, headers).flatMap(Arrays::stream).toArray(String[]::new));
        return request;
    }

    public static TestRequest get(int port, String path, String... headers) throws IOException {
        TestRequest request = new TestRequest(port, 0);
        String[] host = {"Host", "bridge"};
        request.request(
                "GET", path, Stream.of(host, headers).flatMap(Arrays::stream).toArray(String[]::new));
        return request;
    }

    public TestRequest send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public void send(byte[] bytes) throws IOException {
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        write("\r\n");
    }

    public TestRequest end() throws IOException {
        write("0\r\n\r\n");
        return this;
    }

    /** A line of the answer's body. */
    public String bodyLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = bodyByte(); next != '\n'; next = bodyByte()) {
            if (next < 0) {
                throw new EOFException("the body ends after " + line);
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    public JsonNode bodyJson() throws IOException {
        return JsonMapper.shared().readTree(bodyLine());
    }

    /** The next event that is no comment. */
    public Event event() throws IOException {
        String line = bodyLine();
        while (line.isEmpty() || line.startsWith(":")) {
            line = bodyLine();
        }
        assertThat(line).startsWith("event: ");
        String data = bodyLine();
        String id = data.startsWith("id: ") ? data.substring(4) : "";
        data = id.isEmpty() ? data : bodyLine();
        assertThat(data).startsWith("data: ");
        assertThat(bodyLine()).isEmpty();
        return new Event(line.substring(7), data.substring(6), id);
    }

    /** The next byte of the answer's body; less than 0 at its end. */
    public int bodyByte() throws IOException {
        while (chunk.available() == 0 && !ended) {
            byte[] bytes = new byte[Integer.parseInt(line(), HEX)];
            in.readFully(bytes);
            assertThat(line()).isEmpty();
            chunk = new ByteArrayInputStream(bytes);
            ended = bytes.length == 0;
        }
        return chunk.read();
    }
}
