package io.dcf.gateway.docker;

import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.FunctionResources;
import io.grpc.Status;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;

/** The configuration of a function's container: port, environment, limits and secrets. */
public final class ContainerSpec {

    private static final BigDecimal BYTE = BigDecimal.ONE;
    private static final BigDecimal NANO = new BigDecimal("1e-9");
    private static final long MIN_MEMORY = 6L << 20; // the engine's own limit

    private final SecretFiles secrets;

    /** @param secrets the directory whose files are the secrets that functions may name; empty for no secrets */
    public ContainerSpec(String secrets) {
        this.secrets = new SecretFiles(secrets);
    }

    /** Throws a refusal that names what the engine cannot provide. */
    public void requirePossible(CreateFunctionRequest definition) {
        secrets.of(definition.getSecretsList());
        RegistryCredentials.of(definition);
        FunctionResources limits = definition.getLimits();
        long memory = memory(limits);
        if (memory > 0 && memory < MIN_MEMORY) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "Limits.Memory must be at least 6Mi, the minimum of the container engine, not '"
                            + limits.getMemory() + "'");
        }
        cpu(limits);
        gpus(limits);
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
        FunctionResources limits = labels.definition().getLimits();
        HostConfig host = HostConfig.newHostConfig()
                .withRestartPolicy(RestartPolicy.unlessStoppedRestart())
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMounts(mounts(labels, location));
        if (location.network() == null) {
            host.withPortBindings(new PortBinding(Ports.Binding.bindIp(ContainerAddress.LOOPBACK), port(labels)));
        } else {
            host.withNetworkMode(location.network());
        }
        if (memory(limits) > 0) {
            host.withMemory(memory(limits));
        }
        if (cpu(limits) > 0) {
            host.withNanoCPUs(cpu(limits));
        }
        if (gpus(limits) > 0) {
            host.withDeviceRequests(
                    List.of(new DeviceRequest().withCount(gpus(limits)).withCapabilities(List.of(List.of("gpu")))));
        }
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

    private static long memory(FunctionResources limits) {
        return Quantity.of("Limits.Memory", limits.getMemory(), BYTE);
    }

    private static long cpu(FunctionResources limits) {
        return Quantity.of("Limits.CPU", limits.getCPU(), NANO);
    }

    private static int gpus(FunctionResources limits) {
        long gpus = Quantity.of("Limits.GPU", limits.getGPU(), BigDecimal.ONE);
        if (gpus > Byte.MAX_VALUE) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "Limits.GPU must be at most " + Byte.MAX_VALUE + ", not '" + limits.getGPU() + "'");
        }
        return (int) gpus;
    }
}
