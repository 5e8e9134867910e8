package io.dcf.gateway.docker;

import io.dcf.gateway.engine.LogRing;
import io.dcf.gateway.guide.CreateFunctionRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pulls an image in the background and retries after a failure, with the progress in the function's log. */
public final class ImagePull {

    private static final Duration MIN_RETRY_DELAY = Duration.ofSeconds(5);
    private static final Duration MAX_RETRY_DELAY = Duration.ofMinutes(5);

    private final EngineStreams engine;
    private final String image;
    private final LogRing log;
    private final Runnable done;
    private Duration retryDelay = MIN_RETRY_DELAY;
    private boolean running;
    private @Nullable String failure;
    private long failedAt;

    /** @param done runs after each pull */
    public ImagePull(ContainerEngine engine, String image, LogRing log, Runnable done) {
        this.engine = engine.streams();
        this.image = image;
        this.log = log;
        this.done = done;
    }

    public String image() {
        return image;
    }

    /** Starts a pull, unless one is running or the last one failed a short time ago. */
    public synchronized void start(CreateFunctionRequest definition) {
        boolean early = failure != null && System.nanoTime() - failedAt < retryDelay.toNanos();
        if (running || early) {
            return;
        }
        retryDelay = failure == null ? MIN_RETRY_DELAY : shorter(retryDelay.multipliedBy(2), MAX_RETRY_DELAY);
        running = true;
        log.note("image %s: pulling", image);
        try {
            engine.pull(image, RegistryCredentials.of(definition), new PullProgress(image, log, this::finish));
        } catch (RuntimeException e) {
            end(EngineFailures.sentence(e));
        }
    }

    /** Why the last pull failed; empty before the first has ended. */
    public synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    private synchronized void end(@Nullable String reason) {
        running = false;
        failure = reason;
        failedAt = System.nanoTime();
        log.note("image %s: %s", image, reason == null ? "pulled" : "cannot be pulled: " + reason);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void finish(@Nullable String reason) {
        end(reason);
        done.run();
    }
}
