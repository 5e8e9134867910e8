package io.dcf.gateway.docker;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.store.SecretFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The configuration of a function's container: port, environment, limits and secrets. */
public final class ContainerSpec {

    private final SecretFiles secrets;

    public ContainerSpec(SecretFiles secrets) {
        this.secrets = secrets;
    }

    /** Throws a refusal that names what the engine cannot provide. */
    public void requirePossible(CreateFunctionRequest definition) {
        secrets.of(definition.getSecretsList());
        RegistryCredentials.of(definition);
        ContainerLimits.of(definition.getLimits());
    }

    /** Whether a secret of the definition was replaced since the container was created; it sees the old value until it ends. */
    public boolean hasNewSecrets(CreateFunctionRequest definition, ContainerStatus container) {
        return secrets.changed(definition.getSecretsList(), Instant.ofEpochSecond(container.created()));
    }

    List<String> environment(ContainerLabels labels) {
        return labels.definition().getEnvVarsMap().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }

    ExposedPort port(ContainerLabels labels) {
        return ExposedPort.tcp(labels.port());
    }

    HostConfig host(ContainerLabels labels, GatewayLocation location) {
        HostConfig host = HostConfig.newHostConfig()
                .withRestartPolicy(RestartPolicy.unlessStoppedRestart())
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMounts(mounts(labels, location));
        if (location.network() == null) {
            host.withPortBindings(new PortBinding(Ports.Binding.bindIp(ContainerAddress.LOOPBACK), port(labels)));
        } else {
            host.withNetworkMode(location.network());
        }
        if (labels.definition().getReadOnlyRootFilesystem()) {
            host.withReadonlyRootfs(true).withTmpFs(Map.of("/tmp", ""));
        }
        ContainerLimits.of(labels.definition().getLimits()).applyTo(host);
        return host;
    }

    private List<Mount> mounts(ContainerLabels labels, GatewayLocation location) {
        return secrets.of(labels.definition().getSecretsList()).stream()
                .map(file -> new Mount()
                        .withType(MountType.BIND)
                        .withSource(location.onMachine(file))
                        .withTarget(Path.of(labels.protocol().secrets())
                                .resolve(file.getFileName())
                                .toString())
                        .withReadOnly(true))
                .toList();
    }
}
