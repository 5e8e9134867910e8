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
 * Settings of the embedded gateway, which starts if bridge.gateway.address is empty or bridge.mode is gateway.
 *
 * @param engine where functions run: process (built-in images, and functions at an address), docker (containers of this machine's engine) or kubernetes (pods).
 * @param protocol protocol of containers without the annotation dcf.io/protocol: http or fxwatcher.
 * @param numbering field numbers of definitions at pb.Gateway: guide or dcf; pb.FxGateway always has those of OpenFx.
 * @param docker settings of the Docker engine.
 * @param kubernetes settings of the Kubernetes engine.
 * @param address network interface of its gRPC port.
 * @param port its gRPC port; 0 takes a free one.
 * @param dataDir directory that stores its functions and secrets, or memory to store nothing; by default dcf-bridge in $XDG_STATE_HOME, else in ~/.local/state.
 * @param addresses addresses of functions that run in processes of their own, by name: http://host:port, or host:port for pb.FxWatcher.
 * @param allowRemote allows the annotation dcf.io/address to name another machine.
 * @param definitions limits of what it stores.
 * @param tokens SHA-256, in hexadecimal, of each token that its gRPC port accepts; without any, callers need no token.
 * @param tls certificate of its gRPC port, with bridge.mode=gateway.
 * @param limits limits of its gRPC server.
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
