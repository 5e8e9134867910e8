package io.dcf.bridge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a server on which anything can go wrong: as a black hole, connections come about, and nothing comes through. */
public final class TestProxy implements AutoCloseable {

    /** How bytes get from one side to the other. */
    @FunctionalInterface
    public interface Way {
        void carry(byte[] bytes, Socket from, Socket to) throws IOException;
    }

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int target;
    private volatile boolean swallowing;
    private volatile Way requests = TestProxy::pass;
    private volatile Way answers = TestProxy::pass;

    public TestProxy(int target) throws IOException {
        this.target = target;
        run(() -> {
            while (true) {
                connect(listener.accept());
            }
        });
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections there have been. */
    public int connections() {
        return sockets.size() / 2;
    }

    /** How many connections callers still have. */
    public long open() {
        return sockets.stream().filter(socket -> !socket.isClosed()).count() / 2;
    }

    /** From now on swallows what comes. */
    public void swallow() {
        swallowing = true;
    }

    /** Lets through what comes over new connections; those that swallowed stay as they are. */
    public void pass() {
        swallowing = false;
        requests = TestProxy::pass;
        answers = TestProxy::pass;
    }

    /** From now on what the server says goes this way. */
    public void answers(Way way) {
        answers = way;
    }

    /** From now on what callers say goes this way. */
    public void requests(Way way) {
        requests = way;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void connect(Socket caller) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        caller.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        sockets.add(caller);
        sockets.add(server);
        boolean[] dead = {swallowing};
        run(() -> pump(caller, server, dead, false));
        run(() -> pump(server, caller, dead, true));
    }

    /** A caller who leaves is done with; a server that does, not where that would be swallowed, too. */
    private void pump(Socket from, Socket to, boolean[] dead, boolean answers) throws IOException {
        try {
            byte[] bytes = new byte[8192];
            for (int size = from.getInputStream().read(bytes);
                    size >= 0;
                    size = from.getInputStream().read(bytes)) {
                dead[0] |= swallowing;
                if (!dead[0]) {
                    (answers ? this.answers : requests).carry(Arrays.copyOf(bytes, size), from, to);
                }
            }
        } finally {
            if (!answers || !dead[0] && !to.isOutputShutdown()) {
                to.close();
                from.close();
            }
        }
    }

    private static void pass(byte[] bytes, Socket from, Socket to) throws IOException {
        to.getOutputStream().write(bytes);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // one side is gone
                    }
                },
                "test-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
