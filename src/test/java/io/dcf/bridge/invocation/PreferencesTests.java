package io.dcf.bridge.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "respond-async",
                "Respond-Async",
                "wait=10, respond-async",
                "respond-async;x=y, wait=10",
                "return=minimal,respond-async",
                "respond-async=\"\"",
                "x=\"a,b\\\"\", respond-async"
            })
    void findsTheOneThatIsKnown(String line) {
        assertThat(Preferences.hasRespondAsync(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "respond-asynchronous",
                "x;respond-async",
                "x=\"respond-async\"",
                "x=\",respond-async,\"",
                "respond-async=no"
            })
    void findsNoOther(String line) {
        assertThat(Preferences.hasRespondAsync(line)).isFalse();
    }
}
