package io.dcf.gateway.container;

import io.dcf.gateway.call.FunctionAddress;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;

/**
 * Whether a container takes calls. That a connection is made says little: the engine's proxy accepts it before the container listens, and closes it
 * then.
 */
final class ReadinessProbe {

    private static final int CONNECT_MILLIS = 1000;
    private static final int ANSWER_MILLIS = 1000;
    private static final int CLOSE_MILLIS = 200;
    private static final String HEALTH = "/_/health";

    private ReadinessProbe() {}

    static boolean of(FunctionAddress address) {
        try {
            return address.http() ? answers(address) : keepsConnections(address);
        } catch (IOException e) {
            return false;
        }
    }

    /** OpenFaaS's watchdog answers 503 there until its function is ready; others answer anything, or nothing in time. */
    private static boolean answers(FunctionAddress address) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create("http://" + address.host() + ":" + address.port() + HEALTH)
                        .toURL()
                        .openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(ANSWER_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Connection", "close");
        connection.connect();
        try {
            return connection.getResponseCode() != HttpURLConnection.HTTP_UNAVAILABLE;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            connection.disconnect();
        }
    }

    private static boolean keepsConnections(FunctionAddress address) throws IOException {
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
            socket.setSoTimeout(CLOSE_MILLIS);
            try {
                return socket.getInputStream().read() >= 0;
            } catch (SocketTimeoutException e) {
                return true;
            }
        }
    }
}
