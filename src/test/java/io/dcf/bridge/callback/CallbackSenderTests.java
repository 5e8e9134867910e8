package io.dcf.bridge.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.dcf.bridge.TestCertificates;
import io.dcf.bridge.callback.TestReceiver.Received;
import io.dcf.bridge.function.FunctionOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("any-jdk")
class CallbackSenderTests {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final byte[] BODY = "an output".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path files;

    private final TestReceiver receiver;

    CallbackSenderTests() throws IOException {
        receiver = new TestReceiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void sendsOutputAndHeaders() throws Exception {
        String problem = sender(true, "").send(callback("http://127.0.0.1:PORT/hook?key=a%20b"));
        assertThat(problem).isNull();
        Received request = receiver.next();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/hook?key=a%20b");
        assertThat(request.body()).isEqualTo(BODY);
        assertThat(request.header("X-call-id")).isEqualTo("call-1");
        assertThat(request.header("X-duration-seconds")).isEqualTo("61.005550");
        assertThat(request.header("X-function-status")).isEqualTo("201");
        assertThat(request.header("X-function-name")).isEqualTo("fcat.openfaas-fn");
        assertThat(request.header("Content-type")).isEqualTo("text/csv");
        assertThat(request.header("X-own")).isEqualTo("1|2");
        assertThat(request.header("Content-length")).isEqualTo(String.valueOf(BODY.length));
        assertThat(request.headers()).doesNotContainKeys("Webhook-id", "Webhook-timestamp", "Webhook-signature", "Te");
    }

    @Test
    void signsAsStandardWebhooksDescribes() throws Exception {
        assertThat(sender(true, SECRET).send(callback("http://127.0.0.1:PORT/")))
                .isNull();
        Received request = receiver.next();
        long timestamp = Long.parseLong(request.header("Webhook-timestamp"));
        assertThat(request.header("Webhook-id")).isEqualTo("id-1");
        assertThat(request.header("Webhook-signature"))
                .isEqualTo(new WebhookSignature(SECRET).of("id-1", timestamp, BODY));
    }

    @Test
    void reportsARefusalAndFollowsNoRedirect() {
        receiver.refuse(1, 503);
        assertThat(sender(true, "").send(callback("http://127.0.0.1:PORT/?key=1")))
                .isEqualTo("The callback's host responded with status 503.");
        receiver.refuse(1, 302);
        assertThat(sender(true, "").send(callback("http://127.0.0.1:PORT/?key=1")))
                .isEqualTo("The callback's host responded with status 302; redirects are not followed.");
        assertThat(receiver.rest()).extracting(Received::target).containsExactly("/?key=1", "/?key=1");
    }

    @Test
    void connectsOnlyToPublicAddresses() {
        for (String host : List.of("localhost", "127.0.0.1", "127.1", "[::ffff:127.0.0.1]", "[::1]", "0x7f000001")) {
            for (String scheme : List.of("http", "https")) {
                assertThat(sender(false, "").send(callback(scheme + "://" + host + ":PORT/?key=1")))
                        .as(host)
                        .isNotNull()
                        .doesNotContain("key=1");
            }
        }
        assertThat(sender(false, "").send(callback("http://localhost:PORT/")))
                .contains("bridge.async.callback.allow-private");
        assertThat(receiver.rest()).isEmpty();
    }

    @Test
    void checksTheHostOnEachAttempt() {
        CallbackProperties none = settings(true, "", List.of());
        assertThat(new CallbackSender(none, new CallbackUrls(none)).send(callback("http://127.0.0.1:PORT/?key=1")))
                .isEqualTo("The URL of the callback must have a host that bridge.async.callback.hosts allows.");
        assertThat(receiver.rest()).isEmpty();
    }

    @Test
    void reportsAHostThatDoesNotRespond() throws Exception {
        CallbackProperties impatient =
                new CallbackProperties(List.of("localhost"), true, "", Duration.ofMillis(200), 1);
        try (ServerSocket silent = new ServerSocket(0)) {
            String url = "http://localhost:" + silent.getLocalPort() + "/?key=1";
            assertThat(new CallbackSender(impatient, new CallbackUrls(impatient)).send(callback(url)))
                    .isEqualTo("The callback's host did not respond within 200 ms.");
        }
        assertThat(sender(true, "").send(callback("http://nowhere.invalid/?key=1")))
                .isEqualTo("The callback's host has no address.");
    }

    @Test
    void trustsTheCertificatesThatTheJdkTrusts() throws Exception {
        TestCertificates authority = new TestCertificates();
        HttpsServer https = HttpsServer.create();
        https.setHttpsConfigurator(new HttpsConfigurator(new HandshakeCertificates.Builder()
                .heldCertificate(authority.sign("localhost"))
                .build()
                .sslContext()));
        try (TestReceiver secure = new TestReceiver(https)) {
            String url = "https://localhost:" + secure.port() + "/?key=1";
            assertThat(sender(true, "").send(callback(url)))
                    .startsWith("TLS to the callback's host failed")
                    .doesNotContain("key=1");
            System.setProperty(TRUST_STORE, trustStore(authority).toString());
            assertThat(sender(true, "").send(callback(url))).isNull();
            assertThat(secure.rest()).extracting(Received::target).containsExactly("/?key=1");
        } finally {
            System.clearProperty(TRUST_STORE);
        }
    }

    private Path trustStore(TestCertificates authority) throws Exception {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        store.setCertificateEntry("authority", authority.authority().certificate());
        Path file = files.resolve("trusted.jks");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, new char[0]);
        }
        return file;
    }

    private CallbackSender sender(boolean allowPrivate, String secret) {
        CallbackProperties settings = settings(
                allowPrivate,
                secret,
                List.of("localhost", "127.0.0.1", "127.1", "::1", "0x7f000001", "nowhere.invalid"));
        return new CallbackSender(settings, new CallbackUrls(settings));
    }

    private static CallbackProperties settings(boolean allowPrivate, String secret, List<String> hosts) {
        return new CallbackProperties(hosts, allowPrivate, secret, Duration.ofSeconds(10), 3);
    }

    private Callback callback(String url) {
        Map<String, List<String>> headers =
                Map.of("x-own", List.of("1", "2"), "te", List.of("trailers"), "x-call-id", List.of("of the function"));
        return new Callback(
                "id-1",
                url.replace("PORT", String.valueOf(receiver.port())),
                "fcat.openfaas-fn",
                "call-1",
                Duration.ofNanos(61_005_550_999L),
                new FunctionOutput(BODY, 201, "text/csv", HttpHeaders.of(headers, (name, value) -> true), false));
    }
}
