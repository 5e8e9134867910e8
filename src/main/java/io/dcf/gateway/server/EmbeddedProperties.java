package io.dcf.gateway.server;

import io.dcf.gateway.call.FunctionAddress;
import io.dcf.gateway.definition.DefinitionLimits;
import io.dcf.gateway.definition.Numbering;
import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.store.DataDirectory;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

        @NestedConfigurationProperty @DefaultValue @NotNull @Valid
        DockerProperties docker,

        @NestedConfigurationProperty @DefaultValue @NotNull @Valid
        KubernetesProperties kubernetes,

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

        @NestedConfigurationProperty @DefaultValue @NotNull @Valid
        TlsProperties tls,

        @NestedConfigurationProperty @DefaultValue @NotNull @Valid
        ServerLimits limits) {

    /** The directory that holds the functions; empty if memory or a cluster holds them. */
    Optional<Path> directory() {
        return engine == EngineType.KUBERNETES || "memory".equals(dataDir)
                ? Optional.empty()
                : Optional.of(DataDirectory.of(dataDir));
    }
}
