package io.dcf.bridge.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestSettings;
import io.dcf.bridge.credential.TokenTests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;

/** The client address, scheme, host and prefix of a request come from trusted proxies only. */
@ExtendWith(OutputCaptureExtension.class)
class ForwardedValveTests {

    private static final String PROXY = "127.0.0.1";
    private static final String STRANGER = "127.0.0.2";
    private static final String TOKEN = "Authorization: Bearer right";

    @TempDir
    private static Path files;

    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(
                files.resolve("tokens"),
                "all:" + TokenTests.sha256("right") + ":functions:read,functions:write,functions:invoke");
        bridge = TestBridge.embedded(
                "--bridge.proxies.trusted=127.0.0.1,10.0.0.0/8,fd00::/8",
                "--bridge.security.mode=token",
                "--bridge.security.tokens-file=" + files.resolve("tokens"),
                "--bridge.limits.login-failures=3");
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7 | 203.0.113.7",
                "6.6.6.6, 203.0.113.7 | 203.0.113.7",
                "6.6.6.6 + 203.0.113.7 | 203.0.113.7", // two lines
                "6.6.6.6, 203.0.113.7, 10.1.2.3 + fd00::3 | 203.0.113.7",
                "203.0.113.7:4711 | 203.0.113.7",
                "::ffff:203.0.113.7 | 203.0.113.7",
                "6.6.6.6, ::ffff:10.0.0.9 | 6.6.6.6",
                "6.6.6.6, 0a00::1 | a00::1",
                "2001:db8::7 | 2001:db8::7",
                "[2001:DB8::7]:4711 | 2001:db8::7",
                "6.6.6.6, localhost | 127.0.0.1", // the name is not resolved
                "6.6.6.6, unknown, 10.1.2.3 | 10.1.2.3",
                "'' | 127.0.0.1"
            })
    void logsTheClientOfATrustedProxy(String reported, String client, CapturedOutput output) throws IOException {
        String[] lines = Arrays.stream(reported.split(" \\+ "))
                .map(line -> "X-Forwarded-For: " + line)
                .toArray(String[]::new);
        assertThat(loggedCaller(PROXY, lines, output)).isEqualTo(client);
        assertThat(loggedCaller(STRANGER, lines, output)).isEqualTo(STRANGER);
    }

    private static String loggedCaller(String from, String[] lines, CapturedOutput output) throws IOException {
        String id = UUID.randomUUID().toString();
        ask(from, "GET /api/v1/info", "", join(lines, TOKEN, "X-Request-Id: " + id));
        await().until(() -> output.getOut().contains("callId=" + id));
        return output.getOut()
                .lines()
                .filter(line -> line.contains(id))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".* caller=(\\S+) .*", "$1");
    }

    @Test
    void countWrongCredentialsByTheClientHoweverItsHeaderIsInvented() throws IOException {
        for (String from : new String[] {PROXY, "127.0.0.3"}) {
            for (int i = 0; i < 4; i++) {
                assertThat(ask(
                                from,
                                "GET /api/v1/info",
                                "",
                                "Authorization: Bearer guess" + i,
                                "X-Forwarded-For: 198.51.100." + i + ", 203.0.113.66"))
                        .startsWith(i < 3 ? "HTTP/1.1 401" : "HTTP/1.1 429");
            }
        }
        assertThat(ask(
                        PROXY,
                        "GET /api/v1/info",
                        "",
                        "Authorization: Bearer guess",
                        "X-Forwarded-For: 203.0.113.66, 203.0.113.67"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void letTheBridgesOwnPagesCall() throws IOException {
        String[] page = {
            "X-Forwarded-Host: evil.example, faas.example.org",
            "X-Forwarded-Proto: https",
            "Origin: https://faas.example.org"
        };
        assertThat(ask(PROXY, "GET /livez", "", page)).startsWith("HTTP/1.1 200");
        assertThat(ask(STRANGER, "GET /livez", "", page)).startsWith("HTTP/1.1 403");
        page[2] = "Origin: https://evil.example";
        assertThat(ask(PROXY, "GET /livez", "", page)).startsWith("HTTP/1.1 403");
        page[2] = "Origin: https://faas.example.org:8443";
        assertThat(ask(PROXY, "GET /livez", "", join(page, "X-Forwarded-Port: 8443")))
                .startsWith("HTTP/1.1 200");
        page[2] = "Origin: http://bridge"; // not the host that the proxy sends
        assertThat(ask(PROXY, "GET /livez", "", page)).startsWith("HTTP/1.1 403");
    }

    @Test
    void askForTlsWhereThereIsTls() throws IOException {
        assertThat(ask(PROXY, "GET /livez", "", "X-Forwarded-Proto: https"))
                .contains("Strict-Transport-Security: max-age=");
        assertThat(ask(PROXY, "GET /livez", "", "X-Forwarded-Proto: http")).doesNotContain("Strict-Transport-Security");
        assertThat(ask(STRANGER, "GET /livez", "", "X-Forwarded-Proto: https"))
                .doesNotContain("Strict-Transport-Security");
    }

    @Test
    void keepLinksBelowTheProxysPrefixAndOnItsHost() throws IOException {
        String[] evil = {"X-Forwarded-Host: evil.example", "X-Forwarded-Prefix: /evil", "Forwarded: host=evil.example"};
        String[] good = {"X-Forwarded-Host: evil.example", "X-Forwarded-Prefix: /evil, /faas/", TOKEN};
        for (String path :
                new String[] {"/", "/swagger-ui.html", "/v3/api-docs", "/v3/api-docs/swagger-config", "/nowhere"}) {
            assertThat(ask(STRANGER, "GET " + path, "", join(evil, TOKEN))).doesNotContain("evil");
            assertThat(ask(PROXY, "GET " + path, "", "X-Forwarded-Prefix: //evil", TOKEN))
                    .doesNotContain("evil");
        }
        String deploy = "{\"service\":\"linked\",\"image\":\"builtin/echo\"}";
        assertThat(ask(STRANGER, "PUT /api/v1/functions/linked", deploy, join(evil, TOKEN)))
                .startsWith("HTTP/1.1 201")
                .contains("\nLocation: /api/v1/functions/linked\n");
        ask(PROXY, "DELETE /api/v1/functions/linked", "", TOKEN);
        assertThat(ask(PROXY, "PUT /api/v1/functions/linked", deploy, good))
                .contains("\nLocation: /faas/api/v1/functions/linked\n");
        assertThat(ask(PROXY, "GET /", "", good)).startsWith("HTTP/1.1 302").contains("\nLocation: console/\n");
        assertThat(ask(PROXY, "GET /swagger-ui.html", "", good)).contains("\nLocation: /faas/swagger-ui/index.html\n");
        assertThat(ask(PROXY, "GET /v3/api-docs", "", good)).contains("\"servers\":[{\"url\":\"/faas/\"");
        assertThat(ask(PROXY, "GET /v3/api-docs", "", TOKEN)).contains("\"servers\":[{\"url\":\"/\"");
        assertThat(ask(PROXY, "GET /v3/api-docs/swagger-config", "", good)).contains("\"url\":\"/faas/v3/api-docs\"");
        assertThat(ask(PROXY, "GET /swagger-ui/swagger-initializer.js", "", good))
                .contains("\"/faas/v3/api-docs/swagger-config\"");
        assertThat(ask(PROXY, "GET /swagger-ui/swagger-initializer.js", "", TOKEN))
                .contains("\"/v3/api-docs/swagger-config\"");
        assertThat(ask(PROXY, "GET /nowhere", "", good)).contains("/faas/swagger-ui.html", "\"/faas/nowhere\"");
        assertThat(ask(PROXY, "POST /function/linked", "x", good)).startsWith("HTTP/1.1 200");
        assertThat(ask(PROXY, "POST /api/v1/functions/linked/stream", "{}", good))
                .startsWith("HTTP/1.1 200")
                .contains("{\"json\":{}}");
    }

    /** Each proxy removes a prefix, and appends to the lists. */
    @Test
    void addUpWhatSeveralTrustedProxiesRemoved() throws IOException {
        assertThat(ask(
                        PROXY,
                        "GET /v3/api-docs",
                        "",
                        TOKEN,
                        "X-Forwarded-For: 6.6.6.6, 203.0.113.7, 10.0.0.1",
                        "X-Forwarded-Prefix: /evil",
                        "X-Forwarded-Prefix: /outer, /inner"))
                .contains("\"servers\":[{\"url\":\"/outer/inner/\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.7;proto=https;host=faas.example.org | [203.0.113.7] [https] [faas.example.org]",
                "For=\"[2001:db8::7]:4711\", for=_hidden;by=10.0.0.1 | [[2001:db8::7]:4711, _hidden] [, ] [, ]",
                "host=\"a\\\"b,c\" | [] [] [a\"b,c]",
                "for=6.6.6.6\", for=203.0.113.7 | [] [] []", // an unclosed quote
                "for | [] [] []"
            })
    void readTheStandardsHeader(String header, String read) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        Arrays.stream(header.split(", ")).forEach(line -> request.addHeader("Forwarded", line));
        ForwardedHeaders headers = ForwardedHeaders.forwarded(request);
        assertThat(headers.clients() + " " + headers.schemes() + " " + headers.hosts())
                .isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.forward-headers-strategy=native",
                "server.forward-headers-strategy=FRAMEWORK",
                "server.tomcat.remoteip.remote-ip-header=X-Forwarded-For"
            })
    void areNotReadBySpringBoot(String setting, CapturedOutput output) {
        assertThatThrownBy(() -> TestSettings.read(new Class<?>[] {ForwardedHeadersCheck.class}, "--" + setting));
        assertThat(TestSettings.report(output))
                .contains(
                        "Setting: " + setting.split("=")[0],
                        "Value:   " + setting.split("=")[1],
                        "bridge.proxies.trusted");
    }

    private static String[] join(String[] lines, String... more) {
        return Stream.concat(Arrays.stream(lines), Arrays.stream(more)).toArray(String[]::new);
    }

    /** The whole response, with line feeds only. */
    private static String ask(String from, String request, String body, String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName(PROXY), bridge.port(), InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(10_000);
            String head = Arrays.stream(lines).collect(Collectors.joining("\r\n", "", "\r\n"));
            socket.getOutputStream()
                    .write((request
                                    + " HTTP/1.1\r\nHost: bridge\r\nConnection: close\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: " + body.length() + "\r\n" + head + "\r\n" + body)
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }
}
