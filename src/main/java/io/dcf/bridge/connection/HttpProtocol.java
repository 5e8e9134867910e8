package io.dcf.bridge.connection;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.UpgradeProtocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SocketProperties;

/**
 * Tomcat's HTTP protocol with small buffers (docs/decisions/0036-tomcat-buffer-sizes.md), disconnect detection ({@link DisconnectDetector}) and a
 * graceful shutdown.
 *
 * <p>At shutdown Tomcat 11.0.27 closes connections whose request has not been read: docs/decisions/0017-graceful-shutdown.md. Remove {@link #pause}
 * and {@link #closeServerSocketGraceful} when: Tomcat serves all established connections first.
 */
public final class HttpProtocol extends Http11NioProtocol {

    /** A problem or a short output fits. A longer response is sent in chunks of this size, or of the size that its writer asks for. */
    private static final int RESPONSE_BUFFER = 1024;

    /** The bytes of one read or write of the socket. Each connection holds two buffers for each of the two. */
    private static final int SOCKET_BUFFER = 4096;

    /** No code reads the trailers of a chunked body, but Tomcat allocates their buffer. */
    private static final int MAX_TRAILERS = 1024;

    /** How long connections that are established last may take to send a request. */
    private static final long LAST_REQUESTS_TIMEOUT_MILLIS = 1000;

    private final Semaphore waiters = BodyDrainer.waiters();
    private Duration headTime = Duration.ofSeconds(10);
    private boolean awaitsLastRequests;

    public HttpProtocol() {
        super(new DrainingEndpoint());
        HostNames.allowUnderscores();
        SocketProperties socket = getEndpoint().getSocketProperties();
        socket.setAppReadBufSize(SOCKET_BUFFER);
        socket.setAppWriteBufSize(SOCKET_BUFFER);
        // No pool: HTTP/2 connections enlarge their buffers, and a pool would give these to other connections.
        socket.setBufferPool(0);
        setMaxTrailerSize(MAX_TRAILERS);
    }

    /** Sets how long a request's head may take, from its first byte. */
    void setHeadTime(Duration time) {
        headTime = time;
    }

    Duration headTime() {
        return headTime;
    }

    /** Permits for threads that wait for unread bodies. */
    Semaphore waiters() {
        return waiters;
    }

    /** Makes the shutdown wait for requests on the connections that are established last. */
    void awaitLastRequests() {
        awaitsLastRequests = true;
    }

    /** Does nothing: Tomcat would close connections whose request has not been read. It closes the listening socket next. */
    @Override
    public void pause() {}

    /** Stops listening. From now on connections close with their next response, and HTTP/2 clients are asked for no more requests. */
    @Override
    public void closeServerSocketGraceful() {
        try {
            ((DrainingEndpoint) getEndpoint()).drain();
            super.closeServerSocketGraceful();
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_REQUESTS_TIMEOUT_MILLIS);
            while (awaitsLastRequests && getConnectionCount() > 0 && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }
            awaitsLastRequests = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tomcat calls this for each response that may have a body, before it writes the head. */
    @Override
    public boolean useCompression(Request request, Response response) {
        HttpProcessor processor = HttpProcessor.of(request);
        if (processor != null) {
            processor.body().beforeHead();
        }
        return super.useCompression(request, response);
    }

    @Override
    protected Processor createProcessor() {
        return new HttpProcessor(this, getAdapter());
    }

    @Override
    public int getDesiredBufferSize() {
        return RESPONSE_BUFFER;
    }

    @Override
    public void addUpgradeProtocol(UpgradeProtocol protocol) {
        super.addUpgradeProtocol(protocol instanceof Http2Protocol ? new PriorKnowledgeHttp2() : protocol);
    }
}
