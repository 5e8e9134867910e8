package io.dcf.bridge.bench;

import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.FullHttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaderNames;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpMethod;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpUtil;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.ThreadLocalRandom;

/** An invocation of echo, and the check of its response. */
record EchoInvocation(FullHttpRequest request, ResponseCheck check) {

    static final String TEXT = "text/plain";

    /** Without it in Accept, the gateway is asked for text. */
    private static final String BYTES = "application/octet-stream";

    private static final int MAX_SIZE = 20_000;
    private static final int LOW_BITS = 0x3f;

    /** A body of 0 to 20,000 bytes, text or binary, with or without a Content-Length. */
    static EchoInvocation random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        byte[] body = new byte[random.nextInt(MAX_SIZE + 1)];
        random.nextBytes(body);
        boolean text = random.nextBoolean();
        for (int i = 0; text && i < body.length; i++) {
            body[i] = (byte) (' ' + (body[i] & LOW_BITS));
        }
        return of(text ? TEXT : BYTES, body, random.nextBoolean());
    }

    static EchoInvocation of(String type, byte[] body, boolean chunked) {
        var request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, "/function/echo", Unpooled.wrappedBuffer(body));
        request.headers()
                .set(HttpHeaderNames.HOST, "127.0.0.1")
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.ACCEPT, type.equals(BYTES) ? BYTES : "*/*");
        if (chunked) {
            HttpUtil.setTransferEncodingChunked(request, true);
        } else {
            HttpUtil.setContentLength(request, body.length);
        }
        return new EchoInvocation(request, new ResponseCheck(body));
    }

    @Override
    public String toString() {
        return request.headers().get(HttpHeaderNames.CONTENT_TYPE)
                + ", "
                + check.size()
                + (HttpUtil.isTransferEncodingChunked(request) ? " bytes without Content-Length" : " bytes");
    }
}
