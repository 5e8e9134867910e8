package io.dcf.bridge.limit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** An HTTP/1.1 connection that a test reads and writes byte by byte. */
final class Raw implements AutoCloseable {

    private final Socket socket;

    Raw(int port) throws IOException {
        this(port, "127.0.0.1");
    }

    /** Connects from the given local address. */
    Raw(int port, String from) throws IOException {
        socket = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
    }

    Raw send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** All bytes until the end of the connection. */
    String rest() throws IOException {
        StringBuilder all = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                all.append((char) next);
            }
        } catch (SocketException e) {
            // the connection was reset after these bytes
        }
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
