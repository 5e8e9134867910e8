package io.dcf.gateway.manifest;

import io.dcf.gateway.engine.Protocol;
import java.time.Duration;

/**
 * How functions run in a cluster.
 *
 * @param namespace where they are deployed; the gateway's own where empty
 * @param runAsNonRoot refuses images that run as root
 * @param readOnlyRoot makes their file system read-only, but for /tmp
 * @param maxWaiting how many calls of a function may wait for its first replica
 * @param protocol what a container speaks where its definition does not say
 * @param interval how often counts are added to the functions' records, and idle functions looked for
 */
public record KubernetesSettings(
        String namespace,
        boolean runAsNonRoot,
        boolean readOnlyRoot,
        int maxWaiting,
        Protocol protocol,
        Duration interval) {}
