package io.dcf.bridge.connector;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;

/**
 * Tells a body that is whole from one that is cut: in HTTP/2 Tomcat takes it for the end when a stream is reset, by the caller or for a wrong
 * length. Of a body whose length was not said, the reset itself is what tells, and Tomcat may say so a moment after the end.
 */
public final class WholeBody {

    private WholeBody() {}

    /** Called once a body has ended, with how many bytes have come; throws where there was to be more. */
    public static void require(HttpServletRequest request, long received) throws EOFException {
        if (received < request.getContentLengthLong()
                || request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null) {
            throw new EOFException("the body is cut");
        }
    }
}
