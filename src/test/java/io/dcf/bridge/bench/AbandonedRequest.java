package io.dcf.bridge.bench;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A request whose caller disconnects.
 *
 * @param body has the length that Content-Length announces
 * @param sent bytes of the body that are sent
 * @param received bytes of the response after which the caller disconnects; 0 for never
 * @param millis after which it disconnects at the latest
 */
record AbandonedRequest(
        Moment moment, String path, String contentType, byte[] body, int sent, int received, long millis) {

    /** What the disconnect interrupts. */
    enum Moment {
        /** The request's head; HTTP/1.1 only. */
        HEAD,
        /** The request's body. */
        BODY,
        /** A slow function, which has the whole request. */
        FUNCTION,
        /** A large response. */
        RESPONSE,
        /** An NDJSON stream, whose outputs come while its inputs are sent. */
        STREAM
    }

    private static final String TEXT = "text/plain";
    private static final int MAX_SIZE = 20_000;
    private static final byte[] LARGE = text(256 << 10); // more than socket buffers hold
    private static final int MAX_RECEIVED = 64 << 10;
    private static final int MAX_LINES = 200;
    private static final int SHORT_MILLIS = 20;
    private static final int FUNCTION_MILLIS = 3000;
    private static final int RESPONSE_MILLIS = 10_000;

    static AbandonedRequest random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
        return switch (moment) {
            case HEAD, BODY -> {
                byte[] body = text(1 + random.nextInt(MAX_SIZE));
                int sent = moment == Moment.HEAD ? 0 : random.nextInt(body.length);
                yield invocation(moment, "echo", body, sent, 0, random.nextInt(SHORT_MILLIS));
            }
            case FUNCTION -> {
                byte[] body = text(random.nextInt(MAX_SIZE));
                yield invocation(moment, "slow", body, body.length, 0, random.nextInt(FUNCTION_MILLIS));
            }
            case RESPONSE ->
                invocation(moment, "echo", LARGE, LARGE.length, 1 + random.nextInt(MAX_RECEIVED), RESPONSE_MILLIS);
            case STREAM -> stream(random);
        };
    }

    private static AbandonedRequest invocation(
            Moment moment, String function, byte[] body, int sent, int received, long millis) {
        return new AbandonedRequest(moment, "/function/" + function, TEXT, body, sent, received, millis);
    }

    /** The input does not end; the caller disconnects after some output, or earlier. */
    private static AbandonedRequest stream(ThreadLocalRandom random) {
        StringBuilder lines = new StringBuilder();
        for (int i = random.nextInt(MAX_LINES); i >= 0; i--) {
            lines.append("{\"line\":").append(i).append("}\n");
        }
        byte[] body = lines.toString().getBytes(StandardCharsets.US_ASCII);
        int sent = random.nextInt(body.length);
        return new AbandonedRequest(
                Moment.STREAM,
                "/api/v1/functions/echo/stream",
                "application/x-ndjson",
                body,
                sent,
                1 + random.nextInt(body.length),
                random.nextInt(FUNCTION_MILLIS));
    }

    private static byte[] text(int size) {
        return "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
    }

    /** The head of HTTP/1.1. */
    byte[] head() {
        return "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(path, contentType, body.length)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
