package io.dcf.bridge.tomcat;

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

/** Tomcat's HTTP, with small buffers for requests that wait, and connections that tell when their caller has left. */
public final class HttpProtocol extends Http11NioProtocol {

    /** A problem or a short output fits; what is longer goes out in chunks of this size, or of what its writer asks for. */
    private static final int RESPONSE_BUFFER = 1024;

    /** How much a read or write of the socket carries, and what each connection holds twice for each of the two. */
    private static final int SOCKET_BUFFER = 4096;

    /** The trailers of a chunked body are read by nobody here; their buffer is there all the same. */
    private static final int TRAILERS = 1024;

    /** So long connections that have just come about have to bring their request. */
    private static final long LAST_REQUESTS_MILLIS = 1000;

    private final Semaphore waiters = BodyDrainer.waiters();
    private Duration headTime = Duration.ofSeconds(10);
    private boolean lingering;

    public HttpProtocol() {
        super(new DrainingEndpoint());
        HostNames.allowUnderscores();
        SocketProperties socket = getEndpoint().getSocketProperties();
        socket.setAppReadBufSize(SOCKET_BUFFER);
        socket.setAppWriteBufSize(SOCKET_BUFFER);
        // Off: connections of HTTP/2 enlarge their buffers, and the pool would give these to others.
        socket.setBufferPool(0);
        setMaxTrailerSize(TRAILERS);
    }

    /** How long a request's head may take, from its first byte. */
    void setHeadTime(Duration time) {
        headTime = time;
    }

    Duration headTime() {
        return headTime;
    }

    Semaphore waiters() {
        return waiters;
    }

    /** Makes that it waits for the last requests when it has stopped listening. */
    void linger() {
        lingering = true;
    }

    /** What has come about is served to its end, where Tomcat would hang up on whoever has not been heard yet. */
    @Override
    public void pause() {
        // Nothing comes about any more once the socket is closed, as it is next.
    }

    /** Closes connections with their next answer, from now on, and asks callers by HTTP/2 for no more. */
    @Override
    public void closeServerSocketGraceful() {
        try {
            ((DrainingEndpoint) getEndpoint()).drain();
            super.closeServerSocketGraceful();
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_REQUESTS_MILLIS);
            while (lingering && getConnectionCount() > 0 && System.nanoTime() < until) {
                Thread.sleep(10);
            }
            lingering = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Called for each response that may have a body, before its head is written. */
    @Override
    public boolean useCompression(Request request, Response response) {
        HttpProcessor processor = HttpProcessor.of(request);
        if (processor != null) {
            processor.beforeHead();
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
