package io.dcf.bridge.stream;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** How outputs, one after the other, are laid out in one response. */
public enum EventFormat {
    /** A JSON value a line; what failed is the last one, and the end is the response's. */
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
    /** Server-sent events: {@code output}, and at the end {@code problem} or {@code end}; comments while there are none. */
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

    abstract byte[] output(OutputJson json, byte[] output);

    abstract byte[] problem(OutputJson json, Object problem);

    abstract byte[] end(OutputJson json, long outputs);

    /** What says that the stream is there; null where there is no way to. */
    byte @Nullable [] heartbeat() {
        return null;
    }

    String contentType() {
        return contentType;
    }

    /** An event of a name; its data is one line. */
    static byte[] event(String name, byte[] data) {
        return bytes("event: " + name + "\ndata: ", data, "\n\n");
    }

    /** Likewise, with the id that a caller sends in Last-Event-ID to go on after it. */
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
