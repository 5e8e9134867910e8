package io.dcf.bridge.credential;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Those who may call, as a file listed them when it was last right. */
final class CredentialFile<T> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CredentialFile.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final Supplier<T> read;
    private volatile T current;
    private String lastProblem = "";
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("credentials-"));

    /** @param read reads the file; fails with a {@link CredentialException} where it is wrong */
    CredentialFile(Supplier<T> read) {
        this.read = read;
        this.current = read.get();
        clock.scheduleWithFixedDelay(this::reload, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    T current() {
        return current;
    }

    /** Takes what the file lists by now; what is broken or half written is warned of once, and left for the next time. */
    private void reload() {
        try {
            T next = read.get();
            lastProblem = "";
            if (!next.equals(current)) {
                current = next;
                log.info("Who may call has changed, and is as the file says now");
            }
        } catch (RuntimeException e) {
            String problem = e instanceof CredentialException ? String.valueOf(e.getMessage()) : e.toString();
            if (!problem.equals(lastProblem)) {
                log.warn("{}; who may call stays as it was until it is mended", problem);
                lastProblem = problem;
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
