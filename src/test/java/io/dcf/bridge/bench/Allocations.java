package io.dcf.bridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what a JVM allocates: what its heap grew by between collections, which its log of them tells, and since the last
 * one. Costs the JVM nothing while it is not asked.
 */
final class Allocations {

    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(");
    private static final Pattern USED = Pattern.compile("(?:heap|generation) .*?used (\\d+)K");
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    private final long pid;
    private final Path log;
    private long used;
    private long allocated;
    private int collections;

    /** The log is what -Xlog:gc:file= names, of a JVM that no other than this asks. */
    Allocations(long pid, Path log) {
        this.pid = pid;
        this.log = log;
        now();
        allocated = 0;
    }

    /** Bytes since the first time. */
    long now() {
        try {
            long inUse = used(run("jcmd", String.valueOf(pid), "GC.heap_info"));
            List<MatchResult> all =
                    COLLECTION.matcher(Files.readString(log)).results().toList();
            for (MatchResult each : all.subList(collections, all.size())) {
                allocated += Long.parseLong(each.group(1)) * MIB - used;
                used = Long.parseLong(each.group(2)) * MIB;
            }
            collections = all.size();
            allocated += inUse - used;
            used = inUse;
            return allocated;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long used(String heap) {
        Matcher each = USED.matcher(heap);
        long sum = 0;
        while (each.find()) {
            sum += Long.parseLong(each.group(1)) * KIB;
        }
        if (sum == 0) {
            throw new IllegalStateException("jcmd does not say what is in use: " + heap);
        }
        return sum;
    }

    private static String run(String... command) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", command[0]);
        command[0] = jcmd.toString();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
