package io.dcf.gateway.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.PullResponseItem;
import io.dcf.gateway.engine.LogRing;
import java.io.Closeable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the progress of an image pull into the function's log. */
final class PullProgress implements ResultCallback<PullResponseItem> {

    private final String image;
    private final LogRing log;
    private final Consumer<@Nullable String> ended;
    private @Nullable String error;
    private String last = "";

    /** @param ended receives why the pull failed, or null */
    PullProgress(String image, LogRing log, Consumer<@Nullable String> ended) {
        this.image = image;
        this.log = log;
        this.ended = ended;
    }

    @Override
    public void onStart(Closeable stream) {
        // pulls are not cancelled, since the next function may need the image
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
            last = item.getStatus(); // each layer reports the same status
            log.note("image %s: %s", image, last);
        }
    }

    @Override
    public void onError(Throwable failed) {
        ended.accept(EngineFailures.sentence(failed));
    }

    @Override
    public void onComplete() {
        ended.accept(error);
    }

    @Override
    public void close() {
        // nothing to close
    }

    private static boolean isProgress(PullResponseItem item) {
        return item.getProgressDetail() != null && item.getProgressDetail().getCurrent() != null;
    }
}
