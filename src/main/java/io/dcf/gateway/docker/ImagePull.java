package io.dcf.gateway.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.PullResponseItem;
import io.dcf.gateway.engine.LogRing;
import io.dcf.gateway.guide.CreateFunctionRequest;
import java.io.Closeable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pulls an image in the background, and again after a while where that failed; the function's log has the progress. */
public final class ImagePull {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final ContainerEngine engine;
    private final String image;
    private final LogRing log;
    private final Runnable done;
    private Duration pause = FIRST_PAUSE;
    private boolean running;
    private @Nullable String failure;
    private long failedAt;

    /** @param done run once a pull has ended */
    public ImagePull(ContainerEngine engine, String image, LogRing log, Runnable done) {
        this.engine = engine;
        this.image = image;
        this.log = log;
        this.done = done;
    }

    public String image() {
        return image;
    }

    /** Starts, unless it is under way or has failed shortly before. */
    public synchronized void start(CreateFunctionRequest definition) {
        boolean early = failure != null && System.nanoTime() - failedAt < pause.toNanos();
        if (running || early) {
            return;
        }
        pause = failure == null ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        running = true;
        log.note("image %s: pulling", image);
        try {
            engine.pull(image, RegistryCredentials.of(definition), new Progress());
        } catch (RuntimeException e) {
            end(EngineFailures.sentence(e));
        }
    }

    /** Why the last pull failed, nothing where one is under way for the first time. */
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

    private final class Progress implements ResultCallback<PullResponseItem> {

        private @Nullable String error;
        private String last = "";

        @Override
        public void onStart(Closeable stream) {
            // a pull is not cancelled: the next function may want the image
        }

        @Override
        public void onNext(PullResponseItem item) {
            if (item.isErrorIndicated()) {
                error = item.getErrorDetail() == null
                        ? "unknown error"
                        : item.getErrorDetail().getMessage();
            } else if (item.getStatus() != null
                    && !isProgress(item)
                    && !item.getStatus().equals(last)) {
                last = item.getStatus(); // each layer says the same
                log.note("image %s: %s", image, last);
            }
        }

        @Override
        public void onError(Throwable failed) {
            finish(EngineFailures.sentence(failed));
        }

        @Override
        public void onComplete() {
            finish(error);
        }

        @Override
        public void close() {
            // nothing is kept
        }

        private static boolean isProgress(PullResponseItem item) {
            return item.getProgressDetail() != null && item.getProgressDetail().getCurrent() != null;
        }

        private void finish(@Nullable String reason) {
            end(reason);
            done.run();
        }
    }
}
