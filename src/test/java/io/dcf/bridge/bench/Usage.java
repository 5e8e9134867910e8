package io.dcf.bridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a process has used of the CPU since its start, and a JVM has allocated since it was first asked about.
 *
 * @param cpuMicros of the whole process, in user and system, less that of its compilers
 * @param compilerMicros that of its compilers
 * @param allocated bytes; 0 where nobody counts them
 */
record Usage(long cpuMicros, long compilerMicros, long allocated) {

    /** What the kernel calls a second, in the unit of its accounts. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int UTIME = 11; // counted from after the name, which may hold blanks
    private static final int STIME = 12;

    Usage since(Usage before) {
        return new Usage(
                cpuMicros - before.cpuMicros, compilerMicros - before.compilerMicros, allocated - before.allocated);
    }

    /** Of the process as it is now; its compilers must not come and go (-XX:-UseDynamicNumberOfCompilerThreads). */
    static Usage of(long pid, @Nullable Allocations allocations) {
        Path process = Path.of("/proc", String.valueOf(pid));
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            long compilers = threads.map(thread -> read(thread.resolve("stat")))
                    .filter(stat -> stat.contains("(C1 Compiler") || stat.contains("(C2 Compiler"))
                    .mapToLong(Usage::ticks)
                    .sum();
            long all = ticks(read(process.resolve("stat")));
            long allocated = allocations == null ? 0 : allocations.now();
            return new Usage((all - compilers) * MICROS_PER_TICK, compilers * MICROS_PER_TICK, allocated);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long ticks(String stat) {
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        return Long.parseLong(fields.get(UTIME)) + Long.parseLong(fields.get(STIME));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return " (gone) 0 0 0 0 0 0 0 0 0 0 0 0 0"; // a thread that ended meanwhile
        }
    }
}
