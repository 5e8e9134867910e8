package io.dcf.bridge.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import io.dcf.gateway.guide.InvokeServiceRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that a proxy in front of the bridge may read in another way than the bridge, each followed by a further one. If it is unclear where a
 * request ends, what follows is never read as a request.
 */
class SmugglingTests {

    private static final String NEXT =
            "POST /function/next HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 4\r\n\r\nNEXT";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
    private static final String FIVE = "Content-Length: 5\r\n\r\nhello";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3})");
    private static final String LONG = "a".repeat(20_000);

    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge = TestBridge.before(gateway, "--bridge.limits.body-time=300ms");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    @BeforeEach
    void clearCalls() {
        gateway.reset();
    }

    static Stream<String> lengths() {
        return Stream.of(
                        "-1", "+5", "0x5", "5, 5", "5 5", "5,", "1_0", "5.0", "5;", "\"5\"", "", "\u0665", "5\0",
                        "\u000b5")
                .map(length -> post("Content-Length: " + length + "\r\n\r\nhello"));
    }

    static Stream<String> lengthsThatDiffer() {
        return Stream.of(
                post("Content-Length: 99999999999999999999\r\n\r\nhello"),
                post("Content-Length: 5\r\n" + FIVE),
                post("Content-Length: 6\r\n" + FIVE),
                post("Content-Length : 5\r\n\r\nhello"),
                post("Content-Length\t: 5\r\n\r\nhello"));
    }

    static Stream<String> encodings() {
        return Stream.of(
                        "Transfer-Encoding : chunked",
                        "Transfer-Encoding: xchunked",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                        "Transfer-Encoding: chunked, identity",
                        "Transfer-Encoding: identity, chunked",
                        "Transfer-Encoding: identity",
                        "Transfer-Encoding: identity\r\nContent-Length: 5",
                        "Transfer-Encoding: gzip, chunked",
                        "Transfer-Encoding: ",
                        "Transfer-Encoding: \"chunked\"",
                        "Transfer-Encoding: chunked;q=1",
                        "Transfer-Encoding: \u000bchunked",
                        "Transfer-Encoding: chun\rked",
                        "Transfer-Encoding: chunked\0",
                        "Transfer\0-Encoding: chunked",
                        "\u00a0Transfer-Encoding: chunked",
                        "Transfer-Encoding\r\n: chunked")
                .map(encoding -> post(encoding + "\r\n\r\n5\r\nhello\r\n0\r\n\r\n"));
    }

    static Stream<String> chunks() {
        return Stream.of(
                        "0000000000000000000005\r\nhello\r\n0",
                        "fffffffff\r\nhello\r\n0",
                        "ffffffff\r\nhello\r\n0",
                        "80000000\r\nhello\r\n0",
                        "100000005\r\nhello\r\n0",
                        "-5\r\nhello\r\n0",
                        "+5\r\nhello\r\n0",
                        "0x5\r\nhello\r\n0",
                        "5 \r\nhello\r\n0",
                        " 5\r\nhello\r\n0",
                        "5_\r\nhello\r\n0",
                        "\r\nhello\r\n0",
                        "g\r\nhello\r\n0",
                        "5;a\nb\r\nhello\r\n0",
                        "5;a\rb\r\nhello\r\n0",
                        "5;a\0\r\nhello\r\n0",
                        "5;" + LONG + "\r\nhello\r\n0",
                        "5\nhello\r\n0",
                        "5\rhello\r\n0",
                        "5\r\nhello\n0",
                        "5\r\nhello0",
                        "5\r\nhelloo\r\n0",
                        "6\r\nhello\r\n0",
                        "5\r\nhello\r\n0\r\nno trailer",
                        "5\r\nhello\r\n0\r\nX\0: a",
                        "5\r\nhello\r\n0\r\nX: " + LONG)
                .map(chunks -> post(CHUNKED + chunks + "\r\n\r\n"));
    }

    static Stream<String> fields() {
        return Stream.of(
                        "X\0A: b",
                        "X\u0001A: b",
                        "XA\u007f: b",
                        "X\u00ff: b",
                        "X(A): b",
                        "X A: b",
                        ": b",
                        "XA",
                        "XA: a\0b",
                        "XA: a\u0001b",
                        "XA: a\u007fb",
                        "XA: a\rContent-Length: 0",
                        "XA: " + LONG,
                        "XA: b\r\n".repeat(200) + "XB: b")
                .map(field -> post(field + "\r\n" + FIVE));
    }

    static Stream<String> starts() {
        return Stream.of(
                        "POST /function/f\0 HTTP/1.1",
                        "POST /function/f\r HTTP/1.1",
                        "POST /function/\u00ff HTTP/1.1",
                        "POST /function/f#x HTTP/1.1",
                        "POST /function/f%0d%0a HTTP/1.1",
                        "POST /function/..%2f..%2factuator HTTP/1.1",
                        "POST /function/f?" + LONG + " HTTP/1.1",
                        " POST /function/f HTTP/1.1",
                        "PO\0ST /function/f HTTP/1.1",
                        "POST /function/f HTTP/1.1x",
                        "POST /function/f HTTP/1.2",
                        "POST /function/f HTTP/2.0",
                        "POST /function/f http/1.1",
                        "POST /function/f HTTP/1.1 HTTP/1.1",
                        "POST file:///function/f HTTP/1.1",
                        "POST http://other/function/f HTTP/1.1",
                        "POST http:///function/f HTTP/1.1",
                        "POST function/f HTTP/1.1",
                        "POST x:80 HTTP/1.1",
                        "POST * HTTP/1.1",
                        "POST /function/f HTTP/1.1\r\n X-First: folded")
                .map(start -> start + "\r\nHost: x\r\n" + FIVE);
    }

    static Stream<String> hosts() {
        return Stream.of(
                        "X: no host",
                        "Host: x\r\nHost: x",
                        "Host: x\r\nhost: y",
                        "Host: x, y",
                        "Host: x y",
                        "Host: x/y",
                        "Host: u@x",
                        "Host: x\0",
                        "Host: x\\y",
                        "Host: [::1",
                        "Host: x:y",
                        "Host: <script>")
                .map(host -> "POST /function/f HTTP/1.1\r\n" + host + "\r\n" + FIVE);
    }

    @ParameterizedTest
    @MethodSource({"lengths", "lengthsThatDiffer", "encodings", "chunks", "fields", "starts", "hosts"})
    void refusesTheRequestAndWhatFollows(String request) throws IOException {
        String answer = answered(request + NEXT);
        assertThat(statuses(answer)).hasSize(1).allMatch(status -> status.matches("4..|501|505"));
        assertThat(answer)
                .contains("Content-Type: application/problem+json")
                .doesNotContainIgnoringCase("exception", "tomcat", "apache", "io.dcf", "java", "<html", "next");
        assertThat(gateway.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/functions\r\n",
                "POST /function/f\r\n",
                "GET / HTTP/0.9\r\n",
                "POST /function/f HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "\u0016\u0003\u0001\u0002\0"
            })
    void refusesOtherProtocols(String request) throws IOException {
        String answer = answered(request + NEXT);
        assertThat(statuses(answer)).hasSizeLessThanOrEqualTo(1).allMatch(status -> status.matches("400|505"));
        assertThat(answer).doesNotContain("functions\":");
        assertThat(gateway.received()).isEmpty();
    }

    /** RFC 9112, 6.1: chunks take precedence over a length, but the connection is closed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /function/f HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "POST /function/f HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
            })
    void acceptsTheChunksAndIgnoresWhatFollows(String request) throws IOException {
        assertThat(statuses(answered(request + NEXT))).containsExactly("200");
        assertThat(inputs()).containsExactly("f=hello");
    }

    /** RFC 9112 defines where these end, and proxies agree on it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding:\tchunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "tRANSFER-eNCODING: CHUNKED\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5;a=b;c\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\nContent-Length: 70\r\nTransfer-Encoding: identity\r\n\r\n",
                "X-Folded: a\r\n Content-Length: 0\r\nContent-Length: 5\r\n\r\nhello",
                "X-Feed: a\nContent-Length: 5\r\n\r\nhello",
                "Connection: Content-Length\r\nContent-Length: 5\r\n\r\nhello",
                "Content-Length: 00005\r\n\r\nhello",
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\nContent-Length: 5\r\n\r\nhello"
            })
    void acceptsTheRequest(String rest) throws IOException {
        assertThat(statuses(answered(post(rest) + NEXT))).containsExactly("200", "200");
        assertThat(inputs()).containsExactly("f=hello", "next=NEXT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 9223372036854775807\r\n\r\n",
                "Content-Length: 50000000\r\n\r\n",
                "Content-Length: 200\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n",
                "Transfer-Encoding: chunked\r\n\r\n100\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n"
            })
    void readsTheAnnouncedBody(String rest) throws IOException {
        assertThat(statuses(answered(post(rest) + NEXT))).hasSize(1).allMatch(status -> status.matches("4.."));
        assertThat(gateway.received()).isEmpty();
    }

    /** No code reads the body or waits for it. What follows the head is not the next request. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /api/v1/functions", "OPTIONS /function/f", "DELETE /api/v1/functions/f"})
    void answersWithoutWaitingForTheBody(String start) throws IOException {
        String answer = answered(start + " HTTP/1.1\r\nHost: x\r\nContent-Length: 200\r\n\r\n");
        assertThat(statuses(answer)).hasSize(1).allMatch(status -> status.matches("20[04]"));
    }

    private static String post(String rest) {
        return "POST /function/f HTTP/1.1\r\nHost: x\r\n" + rest;
    }

    /** All input until the bridge closes the connection, which it does soon. */
    private static String answered(String requests) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket("127.0.0.1", bridge.port())) {
            socket.setSoTimeout((int) Duration.ofSeconds(5).toMillis());
            socket.getOutputStream().write(requests.getBytes(ISO_8859_1));
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                answer.write(next);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("left open after " + answer.toString(ISO_8859_1), e);
        } catch (SocketException e) {
            // a reset, as bytes were left unread
        }
        return answer.toString(ISO_8859_1);
    }

    private static List<String> statuses(String answer) {
        return STATUS.matcher(answer).results().map(found -> found.group(1)).toList();
    }

    private static List<String> inputs() {
        return gateway.received().stream()
                .filter(call -> call.request() instanceof InvokeServiceRequest)
                .map(call -> (InvokeServiceRequest) call.request())
                .map(request -> request.getService() + "=" + request.getInput().toStringUtf8())
                .toList();
    }
}
