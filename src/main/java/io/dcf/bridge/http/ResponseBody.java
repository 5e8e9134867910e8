package io.dcf.bridge.http;

import io.dcf.bridge.tomcat.BrokenResponseValve;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;

/** Writes bodies of any length, in slices: Java keeps for each thread a buffer outside of the heap, as large as the largest write. */
public final class ResponseBody {

    private static final int SLICE = 64 << 10;

    private ResponseBody() {}

    /** Has a response that has begun end without an end, so that nobody takes it for whole. */
    public static void breakOff(HttpServletRequest request) {
        request.setAttribute(BrokenResponseValve.BROKEN, true);
    }

    /** Returns once Tomcat has taken all of it, which can take as long as the caller takes to read. */
    public static void write(HttpServletResponse response, byte[] body) throws IOException {
        OutputStream stream = response.getOutputStream();
        for (int written = 0; written < body.length; written += SLICE) {
            stream.write(body, written, Math.min(SLICE, body.length - written));
        }
    }
}
