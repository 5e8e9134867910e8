package io.dcf.bridge.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A request whose body is read completely on first use, within the limits of {@link RequestBodies}. */
final class LimitedRequest extends HttpServletRequestWrapper {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final RequestBodies bodies;
    private @Nullable ServletInputStream body;

    LimitedRequest(HttpServletRequest request, HttpServletResponse response, RequestBodies bodies) {
        super(request);
        this.request = request;
        this.response = response;
        this.bodies = bodies;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new Body(bodies.readJson(request, response).open());
        }
        return body;
    }

    private static final class Body extends ServletInputStream {

        private final InputStream bytes;

        Body(InputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return bytes.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            return false; // not known before the next read
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("bodies are read with blocking calls only");
        }
    }
}
