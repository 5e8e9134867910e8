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
 * Tests whether a container takes calls. A connection alone does not prove it: the engine's proxy accepts connections before the container
 * listens, and closes them.
 */
final class ReadinessProbe {

    private static final int CONNECT_TIMEOUT_MILLIS = 1000;
    private static final int RESPONSE_TIMEOUT_MILLIS = 1000;
    private static final int CLOSE_TIMEOUT_MILLIS = 200;
    private static final String HEALTH = "/_/health";

    private ReadinessProbe() {}

    static boolean succeeds(FunctionAddress address) {
        try {
            return address.http() ? answers(address) : keepsConnections(address);
        } catch (IOException e) {
            return false;
        }
    }

    /** OpenFaaS's watchdog answers 503 at {@value #HEALTH} until its function is ready; any other response, or none in time, is a success. */
    private static boolean answers(FunctionAddress address) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create("http://" + address.host() + ":" + address.port() + HEALTH)
                        .toURL()
                        .openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
        connection.setReadTimeout(RESPONSE_TIMEOUT_MILLIS);
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
            socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_TIMEOUT_MILLIS);
            socket.setSoTimeout(CLOSE_TIMEOUT_MILLIS);
            try {
                return socket.getInputStream().read() >= 0;
            } catch (SocketTimeoutException e) {
                return true;
            }
        }
    }
}
