package io.dcf.bridge.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/** The last valid content of a file of users or tokens. The file is read again every two seconds. */
final class CredentialFile<T> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CredentialFile.class);
    private static final Duration RELOAD_INTERVAL = Duration.ofSeconds(2);

    private final String file;
    private final Supplier<T> read;
    private volatile T current;
    private String lastProblem = "";
    private final ScheduledFuture<?> reloads;

    /** @param read reads the file; throws a {@link CredentialException} where its content is invalid */
    CredentialFile(String file, Supplier<T> read, TaskScheduler scheduler) {
        this.file = file;
        this.read = read;
        this.current = read.get();
        this.reloads =
                scheduler.scheduleWithFixedDelay(this::reload, Instant.now().plus(RELOAD_INTERVAL), RELOAD_INTERVAL);
    }

    T current() {
        return current;
    }

    /** Replaces the content, or keeps it where the file is invalid or half written, and logs each problem once. */
    private void reload() {
        try {
            T next = read.get();
            lastProblem = "";
            if (!next.equals(current)) {
                current = next;
                log.info("Reloaded credentials from {}", file);
            }
        } catch (RuntimeException e) {
            String problem = e instanceof CredentialException ? String.valueOf(e.getMessage()) : e.toString();
            if (!problem.equals(lastProblem)) {
                log.warn(
                        "Failed to reload credentials; the earlier ones stay valid until the file is fixed: {}",
                        problem);
                lastProblem = problem;
            }
        }
    }

    @Override
    public void close() {
        reloads.cancel(false);
    }
}
