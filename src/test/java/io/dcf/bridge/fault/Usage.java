package io.dcf.bridge.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.netty.shaded.io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this process holds of what it could leak. */
record Usage(Map<String, Long> threads, long files, long nettyBytes, long directBytes) {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final long MORE_FILES = 20; // connections that clients keep for a while
    /** Pools keep what the calls at one time took, some 12 MB and as much again; were 250 answers of 512 KB lost, it would be 128 MB. */
    private static final long MORE_BYTES = 64 << 20;

    private static final long MORE_THREADS = 8; // of a pool

    /** Of the JDK, of gRPC, and the tests' own. */
    private static final String OTHERS =
            "grpc-default-executor|HttpClient|ForkJoinPool|awaitility|asking|caller|test-proxy";

    static Usage now() throws IOException {
        return new Usage(
                Thread.getAllStackTraces().entrySet().stream()
                        .filter(thread -> !isIdle(thread.getValue()))
                        .map(thread -> thread.getKey().getName().replaceAll("[0-9]+", "#"))
                        .filter(name -> !name.matches("(" + OTHERS + ").*"))
                        .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting())),
                openFiles(),
                PlatformDependent.usedDirectMemory(),
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum());
    }

    /** Whether a pool's thread waits for something to do; pools keep such threads for a minute. */
    private static boolean isIdle(StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals("getTask"));
    }

    /** Waits until it is about as much as it was, and fails where that does not come. */
    void awaitAgain() {
        await().atMost(TIMEOUT).untilAsserted(() -> {
            Usage now = now();
            assertThat(now.files).as("open files").isLessThanOrEqualTo(files + MORE_FILES);
            assertThat(now.nettyBytes).as("Netty's direct memory").isLessThanOrEqualTo(nettyBytes + MORE_BYTES);
            assertThat(now.directBytes).as("direct buffers").isLessThanOrEqualTo(directBytes + MORE_BYTES);
            assertThat(now.threads)
                    .allSatisfy((name, count) -> assertThat(count)
                            .as("threads named %s", name)
                            .isLessThanOrEqualTo(threads.getOrDefault(name, 0L) + MORE_THREADS));
        });
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
