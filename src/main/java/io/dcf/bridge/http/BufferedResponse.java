package io.dcf.bridge.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A response that ignores flushes, so that a short one is sent with a Content-Length, which Tomcat needs to decide that it is not worth
 * compressing. Responses that proxies must not buffer, such as server-sent events, are still flushed.
 */
final class BufferedResponse extends HttpServletResponseWrapper {

    private static final String UNBUFFERED = "X-Accel-Buffering";

    private @Nullable ServletOutputStream body;

    BufferedResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void flushBuffer() throws IOException {
        if (getHeader(UNBUFFERED) != null) {
            super.flushBuffer();
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (body == null) {
            body = new Body(super.getOutputStream());
        }
        return body;
    }

    private static final class Body extends ServletOutputStream {

        private final ServletOutputStream stream;

        Body(ServletOutputStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(int value) throws IOException {
            stream.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            stream.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("responses are written with blocking calls only");
        }
    }
}
