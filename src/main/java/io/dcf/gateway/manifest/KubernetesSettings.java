package io.dcf.gateway.manifest;

import io.dcf.gateway.engine.Protocol;
import java.time.Duration;

/**
 * Settings of the Kubernetes engine.
 *
 * @param namespace the namespace of functions; if empty, the gateway's own
 * @param runAsNonRoot refuses images that run as root
 * @param readOnlyRoot makes the file system of functions read-only, except /tmp
 * @param maxWaiting maximum number of calls of a function that wait for its first replica
 * @param protocol the protocol of containers whose definition names none
 * @param interval interval at which counts are stored and idle functions are scaled to 0
 */
public record KubernetesSettings(
        String namespace,
        boolean runAsNonRoot,
        boolean readOnlyRoot,
        int maxWaiting,
        Protocol protocol,
        Duration interval) {}
