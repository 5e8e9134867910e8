package io.dcf.bridge.queue;

import com.fasterxml.jackson.annotation.JsonValue;
import io.dcf.bridge.function.InvalidException;
import java.util.Locale;
import java.util.stream.Stream;

/** The state of an asynchronous invocation. */
public enum InvocationState {
    /** It waits for its first attempt, or for its next one. */
    QUEUED,
    RUNNING,
    SUCCEEDED,
    /** No attempt succeeded, and there is no further one unless a client asks for it. */
    FAILED,
    CANCELLED;

    /** As the API and the database write it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Throws an {@link InvalidException} for a text that names no state. */
    public static InvocationState of(String text) {
        return Stream.of(values())
                .filter(state -> state.text().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidException("/state", "must be queued, running, succeeded, failed or cancelled"));
    }

    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }
}
