package io.dcf.gateway.docker;

import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.HostConfig;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.FunctionResources;
import io.grpc.Status;
import java.math.BigDecimal;
import java.util.List;

/**
 * The resource limits of a container; 0 for no limit.
 *
 * @param memory in bytes
 * @param nanoCpus in billionths of a CPU
 */
record ContainerLimits(long memory, long nanoCpus, int gpus) {

    private static final BigDecimal BYTE = BigDecimal.ONE;
    private static final BigDecimal NANO = new BigDecimal("1e-9");
    private static final long MIN_MEMORY = 6L << 20; // the engine's own limit

    /** Refuses limits that the engine cannot set. */
    static ContainerLimits of(FunctionResources limits) {
        long memory = Quantity.of("Limits.Memory", limits.getMemory(), BYTE);
        if (memory > 0 && memory < MIN_MEMORY) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "Limits.Memory must be at least 6Mi, the minimum of the container engine, not '"
                            + limits.getMemory() + "'");
        }
        long gpus = Quantity.of("Limits.GPU", limits.getGPU(), BigDecimal.ONE);
        if (gpus > Byte.MAX_VALUE) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "Limits.GPU must be at most " + Byte.MAX_VALUE + ", not '" + limits.getGPU() + "'");
        }
        return new ContainerLimits(memory, Quantity.of("Limits.CPU", limits.getCPU(), NANO), (int) gpus);
    }

    void applyTo(HostConfig host) {
        if (memory > 0) {
            host.withMemory(memory);
        }
        if (nanoCpus > 0) {
            host.withNanoCPUs(nanoCpus);
        }
        if (gpus > 0) {
            host.withDeviceRequests(
                    List.of(new DeviceRequest().withCount(gpus).withCapabilities(List.of(List.of("gpu")))));
        }
    }
}
