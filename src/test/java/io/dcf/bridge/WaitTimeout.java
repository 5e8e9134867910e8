package io.dcf.bridge;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Has tests that wait for something wait for as long as a busy machine takes. */
public final class WaitTimeout implements BeforeAllCallback {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(TIMEOUT);
    }
}
