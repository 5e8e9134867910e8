import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Exits 0 if the process beside it is alive, else 1. Speaks HTTP by hand: it starts every few seconds. */
class Health {

    private static final int PATIENCE_MILLIS = 2000;

    public static void main(String[] args) throws IOException {
        String port = System.getenv().getOrDefault("SERVER_PORT", "8080");
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)), PATIENCE_MILLIS);
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
