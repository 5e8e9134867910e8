package io.dcf.bridge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a server that can turn into a black hole: connections come about, and nothing comes through. */
public final class TestProxy implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int target;
    private volatile boolean swallowing;

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

    /** From now on swallows what comes. */
    public void swallow() {
        swallowing = true;
    }

    /** Lets through what comes over new connections; those that swallowed stay as they are. */
    public void pass() {
        swallowing = false;
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
        sockets.add(caller);
        sockets.add(server);
        boolean[] dead = {swallowing};
        run(() -> pump(caller, server, dead));
        run(() -> pump(server, caller, dead));
    }

    private void pump(Socket from, Socket to, boolean[] dead) throws IOException {
        byte[] bytes = new byte[8192];
        for (int size = from.getInputStream().read(bytes);
                size >= 0;
                size = from.getInputStream().read(bytes)) {
            dead[0] |= swallowing;
            if (!dead[0]) {
                to.getOutputStream().write(bytes, 0, size);
            }
        }
        if (!dead[0]) {
            to.close();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // one side is gone
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
