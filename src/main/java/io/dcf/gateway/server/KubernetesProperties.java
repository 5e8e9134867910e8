package io.dcf.gateway.server;

import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.manifest.KubernetesSettings;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the Kubernetes engine.
 *
 * @param namespace namespace of the functions; if empty, the gateway's own.
 * @param runAsNonRoot refuses images that run as root.
 * @param readOnlyRoot makes the file system of functions read-only, except /tmp.
 * @param maxWaiting maximum number of calls of a function that is scaled to 0 that wait for its first replica.
 */
record KubernetesProperties(
        @DefaultValue("")
        @Pattern(
                regexp = "([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)?",
                message = "must be a namespace's name, such as functions")
        String namespace,

        @DefaultValue("false") boolean runAsNonRoot,
        @DefaultValue("false") boolean readOnlyRoot,

        @DefaultValue("100") @Min(value = 1, message = "must be 1 or more")
        int maxWaiting) {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    KubernetesSettings settings(Protocol protocol) {
        return new KubernetesSettings(namespace, runAsNonRoot, readOnlyRoot, maxWaiting, protocol, INTERVAL);
    }
}
