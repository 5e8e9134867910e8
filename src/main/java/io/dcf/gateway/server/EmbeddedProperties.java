package io.dcf.gateway.server;

import io.dcf.gateway.call.FunctionAddress;
import io.dcf.gateway.definition.DefinitionLimits;
import io.dcf.gateway.definition.Numbering;
import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.manifest.KubernetesSettings;
import io.dcf.gateway.store.DataDirectory;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the embedded gateway listens and keeps its functions; it starts only where no gateway is named, or where bridge.mode is gateway.
 *
 * @param engine where functions run: process for built-in images and functions at an address, docker for containers of this machine's engine, kubernetes for pods.
 * @param protocol what a function's container speaks where its annotation dcf.io/protocol does not say: http, or fxwatcher.
 * @param numbering how pb.Gateway numbers the fields of a definition: guide, or dcf; pb.FxGateway always does as OpenFx.
 * @param docker how containers run.
 * @param kubernetes how pods run.
 * @param address the interface it listens on.
 * @param port the port it listens on; 0 takes a free one.
 * @param dataDir the directory in which it keeps its functions, or memory to keep nothing; by default dcf-bridge in $XDG_STATE_HOME, else in ~/.local/state.
 * @param addresses functions that run in processes of their own, by name: host:port where they speak pb.FxWatcher, else http://host:port.
 * @param allowRemote lets the annotation dcf.io/address of a function name another machine than this one.
 * @param definitions how much it keeps.
 * @param tokens the SHA-256, in hexadecimal, of each token that callers of its port may send; anybody may call where there is none.
 * @param tls the certificate with which it speaks TLS, in bridge.mode=gateway.
 * @param limits how much it takes at once.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.embedded", ignoreUnknownFields = false)
record EmbeddedProperties(
        @DefaultValue("process") @NotNull EngineType engine,
        @DefaultValue("http") @NotNull Protocol protocol,
        @DefaultValue("guide") @NotNull Numbering numbering,
        @DefaultValue @NotNull @Valid Docker docker,
        @DefaultValue @NotNull @Valid Kubernetes kubernetes,
        @DefaultValue("127.0.0.1") InetAddress address,

        @DefaultValue("32222")
        @Min(value = 0, message = "must be a port, 0 to 65535")
        @Max(value = 65535, message = "must be a port, 0 to 65535")
        int port,

        @Pattern(regexp = "[^;]*", message = "must be memory, or a directory without ';' in its name") @Nullable
        String dataDir,

        @DefaultValue
        Map<
                        String,
                        @Pattern(
                                regexp = FunctionAddress.FORM,
                                message =
                                        "must be host:port, where the function speaks pb.FxWatcher, or http://host:port")
                        String>
                addresses,

        @DefaultValue("false") boolean allowRemote,
        @Valid @NestedConfigurationProperty @DefaultValue DefinitionLimits definitions,

        @DefaultValue
        List<
                        @Pattern(
                                regexp = "[0-9a-fA-F]{64}",
                                message =
                                        "must be a SHA-256 in hexadecimal, such as printf %s \"$TOKEN\" | sha256sum prints")
                        String>
                tokens,

        @DefaultValue @NotNull @Valid Tls tls,

        @DefaultValue @NotNull @Valid Limits limits) {

    enum EngineType {
        PROCESS,
        DOCKER,
        KUBERNETES
    }

    /**
     * How containers of the engine docker run.
     *
     * @param host where that engine is, as unix:///path or tcp://localhost:port; where empty, what DOCKER_HOST or the current context names, else the usual socket.
     * @param secrets the directory whose files are the secrets that functions may name; none where empty.
     */
    record Docker(
            @DefaultValue("")
            @Pattern(regexp = "((unix:///|tcp://)[^\\s]+)?", message = "must be unix:///path or tcp://localhost:port")
            String host,

            @DefaultValue("") String secrets) {}

    /**
     * How pods of the engine kubernetes run.
     *
     * @param namespace where functions are deployed; the gateway's own where empty.
     * @param runAsNonRoot refuses images that run as root.
     * @param readOnlyRoot makes the file system of functions read-only, but for /tmp.
     * @param maxWaiting how many calls of a function that is scaled to 0 may wait for its first replica.
     */
    record Kubernetes(
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

    /**
     * The certificate with which it speaks TLS. The files are PEM, and read again when they change.
     *
     * @param certificate file of the certificate and what signs it; plain HTTP/2 where empty.
     * @param key file of the certificate's private key, without a password.
     */
    record Tls(
            @DefaultValue("") String certificate,
            @DefaultValue("") String key) {

        boolean enabled() {
            return !certificate.isEmpty() || !key.isEmpty();
        }
    }

    /**
     * How much it takes at once.
     *
     * @param calls how many calls may be under way at once, idle streams included; by default one for each 64 KB of the heap.
     * @param streams how many of them may come by one connection, where the next ones wait; by default 100 more than calls.
     * @param connections how many connections may be open at once; others are closed as they come.
     * @param threads how many threads serve calls; changes, one after the other, have one more.
     * @param keepalive after how long a silence a client is pinged, and disconnected where it does not answer in 20 seconds.
     * @param pingInterval how often a client may ping; one that does so more often is disconnected.
     */
    record Limits(
            @Min(value = 1, message = "must be 1 or more") @Nullable
            Integer calls,

            @Min(value = 1, message = "must be 1 or more") @Nullable
            Integer streams,

            @DefaultValue("1000") @Min(value = 1, message = "must be 1 or more")
            int connections,

            @DefaultValue("16")
            @Min(value = 1, message = "must be 1 at least")
            @Max(value = 1000, message = "must be 1000 at most")
            int threads,

            @DefaultValue("5m")
            @NotNull
            @DurationMin(seconds = 10, message = "must be 10s at least")
            @DurationMax(days = 1, message = "must be a day at most")
            Duration keepalive,

            @DefaultValue("5m")
            @NotNull
            @DurationMin(millis = 0, message = "must be 0s at least")
            @DurationMax(days = 1, message = "must be a day at most")
            Duration pingInterval) {

        private static final int HEAP_OF_A_CALL = 64 * 1024;
        private static final int BESIDE_CALLS = 100;

        int mostCalls() {
            return calls != null
                    ? calls
                    : (int) Math.min(Runtime.getRuntime().maxMemory() / HEAP_OF_A_CALL, Integer.MAX_VALUE / 2);
        }

        int mostStreams() {
            return streams != null ? streams : (int) Math.min((long) mostCalls() + BESIDE_CALLS, Integer.MAX_VALUE);
        }
    }

    /** The directory, none where memory or a cluster is to keep the functions. */
    Optional<Path> directory() {
        return engine == EngineType.KUBERNETES || "memory".equals(dataDir)
                ? Optional.empty()
                : Optional.of(DataDirectory.of(dataDir));
    }
}
