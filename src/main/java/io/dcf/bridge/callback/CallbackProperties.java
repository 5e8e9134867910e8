package io.dcf.bridge.callback;

import io.dcf.bridge.limit.DurationBetween;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Callbacks of asynchronous invocations.
 *
 * @param hosts hosts, such as hooks.example.org, *.example.org or 10.0.0.7, that the URL in X-Callback-Url may have; none by
 *     default.
 * @param allowPrivate whether callbacks may go to addresses that are not public: loopback, link-local, private and
 *     similar ones. They are checked after resolution.
 * @param secret the key that signs callbacks as Standard Webhooks describes: whsec_ and the Base64 of 24 to 64 bytes.
 *     Empty signs none.
 * @param timeout the time limit of one attempt.
 * @param attempts how often a callback is sent at most, until its host answers with a status from 200 to 299.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.async.callback", ignoreUnknownFields = false)
public record CallbackProperties(
        @DefaultValue List<@Pattern(regexp = HOST, message = HOST_FORM) String> hosts,

        boolean allowPrivate,

        @DefaultValue("") @Pattern(regexp = SECRET, message = "must be whsec_ and the Base64 of 24 to 64 bytes")
        String secret,

        @DefaultValue("10s") @NotNull @DurationBetween(min = "10ms", max = "10m")
        Duration timeout,

        @DefaultValue("10")
        @Min(value = 1, message = "must be 1 at least")
        @Max(value = 100, message = "must be 100 at most")
        int attempts) {

    private static final String HOST = "(\\*\\.)?[-._A-Za-z0-9]+|[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*";
    private static final String HOST_FORM =
            "must be a host, such as hooks.example.org, *.example.org or 10.0.0.7, without a port";
    private static final String SECRET =
            "|whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}(==)?|[A-Za-z0-9+/]{3}=?)?";

    public CallbackProperties {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "CallbackProperties[hosts=" + hosts + ", allowPrivate=" + allowPrivate + "]";
    }
}
