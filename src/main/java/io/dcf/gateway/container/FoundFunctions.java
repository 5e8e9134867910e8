package io.dcf.gateway.container;

import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.engine.Host.Found;
import io.dcf.gateway.guide.CreateFunctionRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The functions that an earlier gateway left running.
 *
 * @param containers the containers of each function, by its name
 */
record FoundFunctions(Map<String, List<ContainerStatus>> containers) {

    /** Without functions that were deleted. */
    static FoundFunctions in(List<ContainerStatus> containers) {
        return new FoundFunctions(containers.stream()
                .filter(container -> !container.isDeleted())
                .collect(Collectors.groupingBy(container -> container.labels().function())));
    }

    Set<String> names() {
        return containers.keySet();
    }

    /** The definition of each function's newest container, the number of containers that run it, and the age of the oldest one. */
    List<Found> all() {
        return containers.values().stream().map(FoundFunctions::found).toList();
    }

    private static Found found(List<ContainerStatus> containers) {
        CreateFunctionRequest newest = containers.stream()
                .max(Comparator.comparing(ContainerStatus::created))
                .orElseThrow()
                .labels()
                .definition();
        return new Found(
                newest,
                containers.stream()
                        .filter(container -> container.labels().definition().equals(newest))
                        .count(),
                Instant.ofEpochSecond(containers.stream()
                        .mapToLong(ContainerStatus::created)
                        .min()
                        .orElseThrow()));
    }
}
