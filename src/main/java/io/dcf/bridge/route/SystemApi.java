package io.dcf.bridge.route;

import java.util.Locale;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** The API at {@code /system} that clients of other projects speak: {@code bridge.system-api}. Their paths collide, so there is at most one. */
public enum SystemApi {
    OPENFAAS,
    OPENFX,
    NONE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that the settings select; OpenFaaS's with the embedded gateway, otherwise none. */
    public static SystemApi of(Environment settings) {
        return Binder.get(settings)
                .bind("bridge.system-api", SystemApi.class)
                .orElseGet(() -> StringUtils.hasText(settings.getProperty("bridge.gateway.address")) ? NONE : OPENFAAS);
    }
}
