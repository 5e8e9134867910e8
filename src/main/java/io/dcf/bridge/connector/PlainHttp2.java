package io.dcf.bridge.connector;

import org.apache.coyote.Request;
import org.apache.coyote.http2.Http2Protocol;

/**
 * HTTP/2 for those who begin with it, or agree on it in TLS. The way by an Upgrade of HTTP/1.1, which RFC 9113 has dropped, is
 * closed: Tomcat would have to keep the request's whole body before anything could refuse it, and gives up at 4 KiB.
 */
final class PlainHttp2 extends Http2Protocol {

    /** What held one request does not serve for the next: one that was reset may still be written to by whoever answers it. */
    PlainHttp2() {
        setDiscardRequestsAndResponses(true);
    }

    @Override
    public boolean accept(Request request) {
        return false;
    }
}
