import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Exits with 0 if the bridge is alive, else with 1. Uses a plain socket, because it starts every few seconds. */
class Health {

    private static final int TIMEOUT_MILLIS = 2000;

    public static void main(String[] args) throws IOException {
        String port = System.getenv().getOrDefault("SERVER_PORT", "8080");
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)), TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write("GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            System.out.println(status);
            System.exit(status != null && status.startsWith("HTTP/1.1 200") ? 0 : 1);
        }
    }
}
