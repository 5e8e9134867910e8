package io.dcf.bridge.async;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

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

    static InvocationState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }
}
