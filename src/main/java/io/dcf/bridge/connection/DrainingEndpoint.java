package io.dcf.bridge.connection;

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
 * Tomcat's endpoint, which accepts all established connections before it stops listening.
 *
 * <p>Tomcat 11.0.27 closes the listening socket while connections wait to be accepted; the kernel then resets them, with the requests that their
 * clients have sent: docs/decisions/0017-graceful-shutdown.md. Remove when: Tomcat accepts them first.
 */
final class DrainingEndpoint extends NioEndpoint {

    private static final Logger log = LoggerFactory.getLogger(DrainingEndpoint.class);
    private static final long DRAIN_TIMEOUT_MILLIS = 2000;
    private static final int WAKE_TIMEOUT_MILLIS = 500;

    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile boolean draining;

    /** Stops listening. */
    void drain() throws InterruptedException {
        draining = true;
        wake();
        drained.await(DRAIN_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Wakes the thread that accepts connections with a connection of its own. */
    private void wake() {
        try {
            InetSocketAddress own = getLocalAddress();
            InetAddress address = own.getAddress();
            InetAddress reached = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(reached, own.getPort()), WAKE_TIMEOUT_MILLIS);
            }
        } catch (IOException | RuntimeException e) {
            log.debug("The listening socket is closed already", e);
        }
    }

    @Override
    protected SocketChannel serverSocketAccept() throws Exception {
        return draining ? acceptLast() : super.serverSocketAccept();
    }

    /** Runs on the one thread that accepts connections. */
    private SocketChannel acceptLast() throws IOException, InterruptedException {
        ServerSocketChannel socket = (ServerSocketChannel) getServerSocket();
        if (socket.isOpen()) {
            socket.configureBlocking(false);
            SocketChannel waiting = socket.accept();
            if (waiting != null) {
                return waiting;
            }
            socket.close(); // at once, since a connection may arrive at any time
            drained.countDown();
        }
        while (isRunning() && getBindState() == BindState.BOUND_ON_START) {
            Thread.sleep(1);
        }
        return SocketChannel.open(); // Tomcat discards it, since it has stopped
    }

    /** Tomcat would log an error, since the listening socket is closed. */
    @Override
    protected void unlockAccept() {
        if (drained.getCount() > 0) {
            super.unlockAccept();
        }
    }
}
