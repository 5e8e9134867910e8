package io.dcf.bridge.tomcat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.NioEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tomcat's endpoint, which stops listening only when it has taken all connections that have come about. Left alone it would
 * have those reset that wait to be taken, with the requests that their callers have sent.
 */
final class DrainingEndpoint extends NioEndpoint {

    private static final Logger log = LoggerFactory.getLogger(DrainingEndpoint.class);
    private static final long PATIENCE_MILLIS = 2000;
    private static final int WAKE_MILLIS = 500;

    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile boolean leaving;

    /** Stops listening. */
    void drain() throws InterruptedException {
        leaving = true;
        wake();
        drained.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The thread that takes connections waits for one. */
    private void wake() {
        try {
            InetSocketAddress own = getLocalAddress();
            InetAddress address = own.getAddress();
            InetAddress reached = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(reached, own.getPort()), WAKE_MILLIS);
            }
        } catch (IOException | RuntimeException e) {
            log.debug("nobody listens any more", e);
        }
    }

    @Override
    protected SocketChannel serverSocketAccept() throws Exception {
        return leaving ? last() : super.serverSocketAccept();
    }

    /** On the one thread that takes connections. */
    private SocketChannel last() throws IOException, InterruptedException {
        ServerSocketChannel socket = (ServerSocketChannel) getServerSocket();
        if (socket.isOpen()) {
            socket.configureBlocking(false);
            SocketChannel waiting = socket.accept();
            if (waiting != null) {
                return waiting;
            }
            socket.close(); // at once, since one may come at any time
            drained.countDown();
        }
        while (isRunning() && getBindState() == BindState.BOUND_ON_START) {
            Thread.sleep(1);
        }
        return SocketChannel.open(); // for Tomcat to throw away, as it does when it has stopped
    }

    /** It would complain that nobody listens. */
    @Override
    protected void unlockAccept() {
        if (drained.getCount() > 0) {
            super.unlockAccept();
        }
    }
}
