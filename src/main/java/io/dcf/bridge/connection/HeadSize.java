package io.dcf.bridge.connection;

import org.apache.coyote.Constants;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * The size of an HTTP/1.1 request head. Tomcat 11.0.27 answers a head that is too large with 400, as it does a malformed one. Remove when: Tomcat
 * answers with 414 and 431.
 */
final class HeadSize {

    private static final int BAD_REQUEST = 400;
    private static final int URI_TOO_LONG = 414;
    private static final int HEADERS_TOO_LARGE = 431;

    private HeadSize() {}

    /** Whether a request was refused because its head is too large. */
    static boolean isExceeded(Request request, Response response, HttpProtocol protocol) {
        return response.getStatus() == BAD_REQUEST
                && request.getRequestProcessor().getStage() < Constants.STAGE_SERVICE
                && (bytesRead(request) >= protocol.getMaxHttpRequestHeaderSize()
                        || request.getMimeHeaders().size() >= protocol.getMaxHeaderCount());
    }

    private static int bytesRead(Request request) {
        return ((ApplicationBufferHandler) request.getInputBuffer())
                .getByteBuffer()
                .position();
    }

    /** The status for a head that is too large. Tomcat has not read the URI if it is the reason. */
    static int status(Request request) {
        return request.requestURI().isNull() ? URI_TOO_LONG : HEADERS_TOO_LARGE;
    }
}
