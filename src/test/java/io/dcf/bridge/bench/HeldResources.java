package io.dcf.bridge.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** What requests hold in the bridge, by its own gauges. */
final class HeldResources {

    private static final Pattern GAUGE = Pattern.compile(
            "^(bridge_(?:limits_used\\{.*}|invocations_in_flight|streams_open|gateway_calls_waiting)) (\\S+)$",
            Pattern.MULTILINE);
    private static final String REQUIRED = "bridge_invocations_in_flight";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private HeldResources() {}

    /** Polls for up to 10 s until nothing is held; returns the gauges that are still not 0. */
    static List<String> await(int port) throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        List<String> held = read(port);
        while (!held.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(INTERVAL.toMillis());
            held = read(port);
        }
        return held;
    }

    private static List<String> read(int port) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                .timeout(TIMEOUT)
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try {
            String metrics = client.send(request, BodyHandlers.ofString()).body();
            return metrics.contains(REQUIRED) ? held(metrics) : List.of("unknown: no gauges");
        } catch (IOException e) {
            return List.of("unknown: " + e);
        }
    }

    /** The gauges that are not 0, each with its value. */
    static List<String> held(String metrics) {
        return GAUGE.matcher(metrics)
                .results()
                .filter(gauge -> Double.parseDouble(gauge.group(2)) != 0)
                .map(gauge -> gauge.group(1) + " " + gauge.group(2))
                .toList();
    }
}
