package io.dcf.bridge.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where a recording of Flight Recorder says that the bridge spent its CPU: each sample is its innermost contributor's. */
final class Profile {

    /** CPU time is sampled since JDK 25; before, only threads that run Java code are. */
    private static final Set<String> SAMPLES = Set.of("jdk.CPUTimeSample", "jdk.ExecutionSample");

    private static final int FRAMES_SHOWN = 12;

    /** Prefixes of what is executed, the first that matches; what matches none belongs to whoever called it. */
    private static final Map<String, String> CONTRIBUTORS = contributors();

    private static final Pattern STAGE = Pattern.compile(
            "[\\w.]*?(\\w+(?:Filter|Valve|RequestLog|RequestMeter))\\.(?:doFilter|doFilterInternal|invoke|log)");

    private final Map<String, Integer> samples = new HashMap<>();

    /** The same samples by the innermost valve or filter, which takes what it calls except the next one. */
    private final Map<String, Integer> stages = new HashMap<>();

    private final Map<String, Map<String, Integer>> callees = new HashMap<>();
    private int all;

    private Profile() {}

    /** Takes the recording, and the microseconds of CPU that a request costs in Java threads. */
    public static void main(String[] args) throws IOException {
        double micros = Double.parseDouble(args[1]);
        Profile profile = new Profile();
        try (RecordingFile recording = new RecordingFile(Path.of(args[0]))) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (SAMPLES.contains(event.getEventType().getName()) && event.getStackTrace() != null) {
                    profile.add(event.getStackTrace().getFrames());
                }
            }
        }
        profile.print(micros);
    }

    private void add(List<RecordedFrame> frames) {
        all++;
        stage(frames).ifPresent(stage -> stages.merge(stage, 1, Integer::sum));
        String below = "itself";
        for (RecordedFrame frame : frames) {
            String method = frame.getMethod().getType().getName() + "."
                    + frame.getMethod().getName();
            Optional<String> contributor = contributor(method);
            if (contributor.isPresent()) {
                samples.merge(contributor.get(), 1, Integer::sum);
                callees.computeIfAbsent(contributor.get(), name -> new HashMap<>())
                        .merge(shortened(method) + " > " + below, 1, Integer::sum);
                return;
            }
            below = shortened(method);
        }
        samples.merge("the JDK alone", 1, Integer::sum);
        callees.computeIfAbsent("the JDK alone", name -> new HashMap<>()).merge(below, 1, Integer::sum);
    }

    private static Optional<String> stage(List<RecordedFrame> frames) {
        return frames.stream()
                .map(frame -> STAGE.matcher(frame.getMethod().getType().getName() + "."
                        + frame.getMethod().getName()))
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .findFirst();
    }

    private static Optional<String> contributor(String method) {
        return CONTRIBUTORS.keySet().stream()
                .filter(method::startsWith)
                .findFirst()
                .map(CONTRIBUTORS::get);
    }

    private static String shortened(String method) {
        String[] parts = method.split("\\.");
        return parts.length < 2 ? method : parts[parts.length - 2] + "." + parts[parts.length - 1];
    }

    private void print(double micros) {
        System.out.printf(Locale.ROOT, "%d samples%n%nby valve and filter, each without the next ones:%n", all);
        stages.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(each -> System.out.printf(
                        Locale.ROOT, "%5.1f us  %s%n", micros * each.getValue() / all, each.getKey()));
        System.out.printf(Locale.ROOT, "%nby what executes:%n");
        samples.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(each -> {
                    System.out.printf(
                            Locale.ROOT,
                            "%5.1f %%  %5.1f us  %s%n",
                            100.0 * each.getValue() / all,
                            micros * each.getValue() / all,
                            each.getKey());
                    callees.get(each.getKey()).entrySet().stream()
                            .sorted(Comparator.comparing(callee -> -callee.getValue()))
                            .limit(FRAMES_SHOWN)
                            .filter(callee -> callee.getValue() > all / 400)
                            .forEach(callee -> System.out.printf(
                                    Locale.ROOT,
                                    "             %5.2f %%  %s%n",
                                    100.0 * callee.getValue() / all,
                                    callee.getKey()));
                });
    }

    private static Map<String, String> contributors() {
        Map<String, String> prefixes = new LinkedHashMap<>();
        prefixes.put("io.dcf.bridge.observability.RequestLog", "request log");
        prefixes.put("io.dcf.bridge.invoker.InvocationMeters", "invocation meters");
        prefixes.put("io.dcf.bridge.channel.CallInterceptor", "call's metadata and deadline");
        prefixes.put("io.dcf.bridge.channel.SpanInterceptor", "span of the call");
        prefixes.put("io.dcf.bridge.channel.DialectInterceptor", "dialect");
        prefixes.put("io.dcf.bridge.invoker", "invoker");
        prefixes.put("io.dcf.bridge.http.CallContextFilter", "CallContextFilter");
        prefixes.put("io.dcf.bridge.http.RequestSizeFilter", "RequestSizeFilter");
        prefixes.put("io.dcf.bridge.http.TimeoutHeaders", "CallContextFilter");
        prefixes.put("io.dcf.bridge.invocation.Invocations", "Invocations");
        prefixes.put("io.micrometer.core.instrument.binder.grpc", "gRPC metrics interceptor");
        prefixes.put("ch.qos.logback", "request log");
        prefixes.put("org.slf4j", "request log");
        prefixes.put("org.springframework.boot.logging", "request log");
        prefixes.put("org.springframework.boot.ansi", "request log");
        prefixes.put("org.springframework.boot.micrometer", "HTTP observation");
        prefixes.put("org.springframework.web.filter.ServerHttpObservationFilter", "HTTP observation");
        prefixes.put("org.springframework.http.server.observation", "HTTP observation");
        prefixes.put("io.micrometer.observation", "HTTP observation");
        prefixes.put("io.micrometer.tracing", "HTTP observation");
        prefixes.put("org.springframework.web.filter", "Spring's other filters");
        prefixes.put("org.springframework.boot.web", "Spring's other filters");
        prefixes.put("org.springframework.web", "dispatcher");
        prefixes.put("org.springframework.http", "dispatcher");
        prefixes.put("jakarta.servlet.http.HttpServlet", "dispatcher");
        prefixes.put("io.grpc.netty.shaded.io.netty", "gRPC: Netty, HTTP/2");
        prefixes.put("io.grpc", "gRPC");
        prefixes.put("com.google.protobuf", "gRPC");
        prefixes.put("org.apache.tomcat.util.net.NioChannel", "Tomcat: reading and writing the socket");
        prefixes.put("org.apache.tomcat.util.net.NioEndpoint$Poller", "Tomcat: the poller");
        prefixes.put("org.apache.catalina.connector.Request.getAttribute", "Tomcat: the request's attributes");
        prefixes.put("org.apache.catalina.connector.Request.setAttribute", "Tomcat: the request's attributes");
        prefixes.put("org.apache.catalina.connector.Request.removeAttribute", "Tomcat: the request's attributes");
        prefixes.put("org.apache.catalina.core.AsyncContextImpl", "Tomcat: asynchronous requests");
        prefixes.put("org.apache.coyote.AsyncStateMachine", "Tomcat: asynchronous requests");
        prefixes.put("org.apache.tomcat.util.compat", "Tomcat: starting virtual threads");
        prefixes.put("org.apache.tomcat.util.threads", "Tomcat: starting virtual threads");
        prefixes.put("org.apache", "Tomcat: all else");
        prefixes.put("java.util.concurrent.ForkJoinPool", "scheduling of virtual threads");
        prefixes.put("java.lang.VirtualThread", "scheduling of virtual threads");
        return prefixes;
    }
}
