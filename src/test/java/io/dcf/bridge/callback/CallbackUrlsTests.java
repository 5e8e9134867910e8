package io.dcf.bridge.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dcf.bridge.function.InvalidException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("any-jdk")
class CallbackUrlsTests {

    private static final List<String> HOSTS =
            List.of("Hooks.example.org", "*.example.com", "10.0.0.7", "8.8.8.8", "::1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.org",
                "https://HOOKS.example.org:8443/path?key=a%20b#f",
                "https://a.b.example.com/",
                "http://8.8.8.8:8080/"
            })
    void accepts(String url) {
        assertThatCode(() -> urls(false).check(url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hooks.example.org/canary                     | must be a URL
            ''                                           | must be a URL
            ftp://hooks.example.org/canary               | must be a URL
            http:///canary                               | must have a host that bridge.async.callback.hosts allows
            http://canary@hooks.example.org/             | must not contain a user or a password
            http://u:canary@hooks.example.org/           | must not contain a user or a password
            http://canary.org/                           | must have a host that bridge.async.callback.hosts allows
            http://example.com/?canary                   | must have a host that bridge.async.callback.hosts allows
            http://canaryexample.com/                    | must have a host that bridge.async.callback.hosts allows
            http://hooks.example.org.canary.org/         | must have a host that bridge.async.callback.hosts allows
            http://canary.org#@hooks.example.org/        | must have a host that bridge.async.callback.hosts allows
            http://canary.org\\@hooks.example.org/       | must have a host that bridge.async.callback.hosts allows
            http://hooks.example.org.:80/canary          | must have a host that bridge.async.callback.hosts allows
            http://10.0.0.7/canary                       | must have a public address, unless bridge.async.callback.allow-private is true
            http://[::1]/canary                          | must have a public address, unless bridge.async.callback.allow-private is true
            """)
    void refuses(String url, String rule) {
        assertThatThrownBy(() -> urls(false).check(url))
                .isInstanceOfSatisfying(
                        InvalidException.class,
                        invalid -> assertThat(invalid.violations().get(0).detail())
                                .startsWith(rule)
                                .doesNotContain("canary"))
                .satisfies(invalid -> assertThat(
                                ((InvalidException) invalid).violations().get(0).pointer())
                        .isEqualTo("/X-Callback-Url"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.7/", "http://[::1]:80/", "http://[0:0::1]/"})
    void acceptsPrivateAddressesWhereTheyAreAllowed(String url) {
        assertThatCode(() -> urls(true).check(url)).doesNotThrowAnyException();
    }

    private static CallbackUrls urls(boolean allowPrivate) {
        return new CallbackUrls(new CallbackProperties(HOSTS, allowPrivate, "", Duration.ofSeconds(1), 1));
    }
}
