package io.dcf.bridge.rest;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request whose body may be so long, and take so long. */
final class LimitedRequest extends HttpServletRequestWrapper {

    private final HttpServletRequest request;
    private final long most;
    private final Duration time;
    private @Nullable LimitedStream stream;

    LimitedRequest(HttpServletRequest request, long most, Duration time) {
        super(request);
        this.request = request;
        this.most = most;
        this.time = time;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            stream = new LimitedStream(request, most, time);
        }
        return stream;
    }
}
