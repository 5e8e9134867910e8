package io.dcf.bridge.callback;

import com.google.common.net.InetAddresses;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violation;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks the URLs that clients name for callbacks. What it reports contains no part of a URL, since they can hold secrets. */
@Component
public final class CallbackUrls {

    /** The header with the URL. */
    public static final String HEADER = "X-Callback-Url";

    private static final int MAX_LENGTH = 2000;

    private final CallbackProperties settings;

    CallbackUrls(CallbackProperties settings) {
        this.settings = settings;
    }

    /** Throws an {@link InvalidException} if callbacks must not go to a URL. */
    public void check(String url) {
        String rule = brokenRule(url.length() > MAX_LENGTH ? null : HttpUrl.parse(url));
        if (rule != null) {
            throw new InvalidException(List.of(new Violation("", rule).under(HEADER)));
        }
    }

    @Nullable
    String brokenRule(@Nullable HttpUrl url) {
        if (url == null) {
            return "must be a URL that starts with http:// or https://, of at most " + MAX_LENGTH + " characters";
        } else if (!url.username().isEmpty() || !url.password().isEmpty()) {
            return "must not contain a user or a password";
        } else if (settings.hosts().stream().noneMatch(allowed -> matches(allowed, url.host()))) {
            return "must have a host that bridge.async.callback.hosts allows";
        } else if (InetAddresses.isInetAddress(url.host())
                && !settings.allowPrivate()
                && !PublicAddresses.contain(InetAddresses.forString(url.host()))) {
            return "must have a public address, unless bridge.async.callback.allow-private is true";
        }
        return null;
    }

    private static boolean matches(String allowed, String host) {
        return allowed.equals(host) || allowed.startsWith("*.") && host.endsWith(allowed.substring(1));
    }
}
