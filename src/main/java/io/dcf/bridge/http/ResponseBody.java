package io.dcf.bridge.http;

import io.dcf.bridge.connection.BrokenResponseValve;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;

/** Writes bodies in slices, because the JDK keeps a buffer outside the heap for each thread, as large as its largest write. */
public final class ResponseBody {

    private static final int SLICE_BYTES = 64 << 10;

    private ResponseBody() {}

    /** Aborts a response that has begun, so that its client does not take it for complete. */
    public static void abort(HttpServletRequest request) {
        request.setAttribute(BrokenResponseValve.BROKEN, true);
    }

    /** Returns when Tomcat has taken the whole body, which can take as long as the client takes to read it. */
    public static void write(HttpServletResponse response, byte[] body) throws IOException {
        OutputStream stream = response.getOutputStream();
        for (int written = 0; written < body.length; written += SLICE_BYTES) {
            stream.write(body, written, Math.min(SLICE_BYTES, body.length - written));
        }
    }
}
