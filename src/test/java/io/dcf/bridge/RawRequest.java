package io.dcf.bridge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** A request as it is written, which a client would mend. */
public final class RawRequest {

    private RawRequest() {}

    /** The status of its answer. */
    public static int status(int port, String... lines) {
        return Integer.parseInt(head(port, lines).split(" ")[1]);
    }

    /** The answer's head. */
    public static String head(int port, String... lines) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String host = Stream.of(lines).anyMatch(line -> line.startsWith("Host:")) ? "" : "\r\nHost: bridge";
            String request = String.join("\r\n", lines) + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            StringBuilder head = new StringBuilder();
            for (String line = answer.readLine(); line != null && !line.isEmpty(); line = answer.readLine()) {
                head.append(line).append('\n');
            }
            return head.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
