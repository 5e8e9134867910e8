package io.dcf.bridge.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses before the end of the request, to clients that write a whole request before they read. */
class LingeringCloseTests {

    private static final int PART = 256 << 10;
    private static final int PARTS = 20; // 5 MiB, more than bridge.limits.request-size

    private static TestBridge bridge;

    @BeforeAll
    static void start() {
        bridge = TestBridge.embedded();
        bridge.post("/api/v1/functions", "{\"service\":\"echo\",\"image\":\"builtin/echo\"}");
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "413 POST /function/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5242880\r\n\r\n",
                "413 POST /api/v1/functions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 5242880\r\n\r\n",
                "413 POST /function/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n500000\r\n",
                "404 POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 4194304\r\n\r\n",
                "404 POST /nowhere HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n500000\r\n",
                "405 POST /api/v1/functions/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4194304\r\n\r\n",
                "415 POST /api/v1/functions HTTP/1.1\r\nHost: a\r\nContent-Length: 4194304\r\n\r\n",
                "400 POST /function/echo HTTP/1.1\r\nHost: a\r\nX-Timeout: 0s\r\nContent-Length: 5242880\r\n\r\n",
                "400 POST /function/echo HTTP/1.1\r\nContent-Length: 5242880\r\n\r\n",
                "400 POST /{ HTTP/1.1\r\nHost: a\r\nContent-Length: 5242880\r\n\r\n",
                "431 POST /function/echo HTTP/1.1\r\nHost: a\r\nX-Long: ",
            })
    void letsTheClientReadTheResponse(String statusAndHead) throws IOException, InterruptedException {
        try (Socket socket = new Socket("127.0.0.1", bridge.port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(statusAndHead.substring("413 ".length()).getBytes(US_ASCII));
            for (int part = 0; part < PARTS; part++) {
                out.write("a".repeat(PART).getBytes(US_ASCII));
                Thread.sleep(10); // time to answer, and to close the connection
            }
            String answer = Http1.answer(socket.getInputStream());
            assertThat(answer)
                    .startsWith("HTTP/1.1 " + statusAndHead.substring(0, "413".length()))
                    .containsIgnoringCase("connection: close");
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }
}
