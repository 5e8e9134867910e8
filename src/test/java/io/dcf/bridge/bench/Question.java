package io.dcf.bridge.bench;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request as it goes over the wire, and what its answer has to be.
 *
 * @param request whole, head and body
 * @param status that of the answer
 * @param answer the body of the answer; null where any will do
 */
record Question(ByteBuf request, int status, byte @Nullable [] answer) {

    private static final String POST = "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\nContent-Type: %s\r\n"
            + "Authorization: Bearer bench\r\nContent-Length: %d\r\n\r\n";
    private static final String GET = "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n";

    private static final String ASYNC = "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nPrefer: respond-async\r\n"
            + "Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n";

    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    /** An invocation whose input, of that size, says its own number again and again, and has to come back. */
    static Question invocation(String path, int size, long number) {
        byte[] input = input(number, size);
        return post(path, "text/plain", input, OK, input);
    }

    /** An invocation that the server accepts without running it. */
    static Question async(String path, int size, long number) {
        byte[] input = input(number, size);
        return new Question(wire(ASYNC.formatted(path, size), input), ACCEPTED, null);
    }

    static Question post(String path, String contentType, byte[] body, int status, byte[] answer) {
        return new Question(wire(POST.formatted(path, contentType, body.length), body), status, answer);
    }

    /** An input of that size, which says its number again and again. */
    static byte[] input(long number, int size) {
        byte[] input = new byte[size];
        byte[] pattern = "%018d ".formatted(number).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < size; i++) {
            input[i] = pattern[i % pattern.length];
        }
        return input;
    }

    /** A request for whether all is well. */
    static Question get(String path) {
        return new Question(wire(GET.formatted(path), new byte[0]), OK, null);
    }

    private static ByteBuf wire(String head, byte[] body) {
        byte[] first = head.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer wire = ByteBuffer.allocateDirect(first.length + body.length); // the collector's to free
        return Unpooled.unreleasableBuffer(
                Unpooled.wrappedBuffer(wire.put(first).put(body).flip()));
    }
}
