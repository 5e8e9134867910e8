package io.dcf.bridge.connector;

import jakarta.servlet.ServletConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Constants;
import org.apache.coyote.ErrorState;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's processor of HTTP/1.1, whose requests come by a {@link CallerConnection}. Heads have to arrive in time, where Tomcat's patience is
 * for each read alone; one that is too large is told from one that is no HTTP; and nobody waits for a body that was refused.
 */
final class HttpProcessor extends Http11Processor {

    private static final int BAD_REQUEST = 400;
    private static final int URI_TOO_LONG = 414;
    private static final int HEADERS_TOO_LARGE = 431;

    private final HttpProtocol protocol;
    private final Nowhere nowhere = new Nowhere();

    HttpProcessor(HttpProtocol protocol, Adapter adapter) {
        super(protocol, adapter);
        this.protocol = protocol;
    }

    @Override
    protected ServletConnection getServletConnection() {
        return new CallerConnection(super.getServletConnection(), this, getSocketWrapper());
    }

    /** Whether nobody is to read more of the request: what comes now belongs to the next. */
    boolean hasReadAll() {
        return isRequestBodyFullyRead();
    }

    /** Called for what has come of a head, however little, so that one which trickles is noticed as it does. */
    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        long begun = request.getStartTimeNanos();
        if (begun != -1 && System.nanoTime() - begun > protocol.headTime().toNanos()) {
            return SocketState.CLOSED;
        }
        return super.service(socket);
    }

    @Override
    protected void setErrorState(ErrorState state, @Nullable Throwable cause) {
        if (response.getStatus() == BAD_REQUEST && isHeadTooLarge()) {
            response.setStatus(request.requestURI().isNull() ? URI_TOO_LONG : HEADERS_TOO_LARGE);
        }
        super.setErrorState(state, cause);
    }

    private boolean isHeadTooLarge() {
        return request.getRequestProcessor().getStage() < Constants.STAGE_SERVICE
                && (((ApplicationBufferHandler) request.getInputBuffer())
                                        .getByteBuffer()
                                        .position()
                                >= protocol.getMaxHttpRequestHeaderSize()
                        || request.getMimeHeaders().size() >= protocol.getMaxHeaderCount());
    }

    /** The end of a request that was answered later than its thread went. */
    @Override
    protected SocketState dispatchEndRequest() {
        abandonBody();
        SocketState state = super.dispatchEndRequest();
        return getErrorState().isError() ? SocketState.CLOSED : state;
    }

    /**
     * Drops what has come of a body that nobody wants; where there is more to come, the connection is not kept. What comes in
     * chunks has more to come: Tomcat would wait for the end of a chunk's head that has begun.
     */
    void abandonBody() {
        try {
            long dropped = 0;
            while (request.getContentLengthLong() > 0
                    && !isRequestBodyFullyRead()
                    && dropped < protocol.getMaxSwallowSize()
                    && available(false) > 0) {
                dropped += Math.max(0, request.doRead(nowhere));
            }
        } catch (IOException e) {
            getLog().debug("the caller is gone", e);
        }
        if (!isRequestBodyFullyRead()) {
            action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    /** Takes bytes, and forgets them. */
    private static final class Nowhere implements ApplicationBufferHandler {

        private ByteBuffer last = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            last = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return last;
        }

        @Override
        public void expand(int size) {
            // there is always room
        }
    }
}
