package io.dcf.bridge.stream;

import io.dcf.bridge.http.AcceptHeader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** The format of a streamed response. */
public enum EventFormat {
    /** One JSON value a line. A failure is the last line; the end of the response is the end of the stream. */
    NDJSON(MediaType.APPLICATION_NDJSON_VALUE) {
        @Override
        byte[] output(OutputJson json, byte[] output) {
            return bytes("", json.line(output), "\n");
        }

        @Override
        byte[] problem(OutputJson json, Object problem) {
            return bytes("", json.line("problem", problem), "\n");
        }

        @Override
        byte[] end(OutputJson json, long outputs) {
            return new byte[0];
        }
    },
    /** Server-sent events: {@code output}, and at the end {@code problem} or {@code end}. Heartbeats are comments. */
    SSE(MediaType.TEXT_EVENT_STREAM_VALUE) {
        @Override
        byte[] output(OutputJson json, byte[] output) {
            return event("output", json.line(output));
        }

        @Override
        byte[] problem(OutputJson json, Object problem) {
            return event("problem", json.value(problem));
        }

        @Override
        byte[] end(OutputJson json, long outputs) {
            return event("end", json.line("outputs", outputs));
        }

        @Override
        byte[] heartbeat() {
            return ":\n\n".getBytes(StandardCharsets.US_ASCII);
        }
    };

    private final String contentType;

    EventFormat(String contentType) {
        this.contentType = contentType;
    }

    /** The format that an Accept header prefers. */
    static EventFormat accepted(@Nullable String accept) {
        String type = AcceptHeader.of(accept, List.of(NDJSON.contentType, SSE.contentType));
        return SSE.contentType.equals(type) ? SSE : NDJSON;
    }

    abstract byte[] output(OutputJson json, byte[] output);

    abstract byte[] problem(OutputJson json, Object problem);

    abstract byte[] end(OutputJson json, long outputs);

    /** A heartbeat, or null if the format has none. */
    byte @Nullable [] heartbeat() {
        return null;
    }

    String contentType() {
        return contentType;
    }

    /** An event with a name. Its data is one line. */
    public static byte[] event(String name, byte[] data) {
        return bytes("event: " + name + "\ndata: ", data, "\n\n");
    }

    /** The same with an id, which a client sends in Last-Event-ID to continue after the event. */
    public static byte[] event(String name, String id, byte[] data) {
        return bytes("event: " + name + "\nid: " + id + "\ndata: ", data, "\n\n");
    }

    private static byte[] bytes(String before, byte[] data, String after) {
        byte[] bytes = new byte[before.length() + data.length + after.length()];
        System.arraycopy(before.getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, before.length());
        System.arraycopy(data, 0, bytes, before.length(), data.length);
        System.arraycopy(
                after.getBytes(StandardCharsets.US_ASCII), 0, bytes, before.length() + data.length, after.length());
        return bytes;
    }
}
