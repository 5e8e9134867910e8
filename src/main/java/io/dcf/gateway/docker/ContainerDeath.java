package io.dcf.gateway.docker;

import java.time.Instant;

/**
 * The end of the process in a container.
 *
 * @param function the function whose container it is
 * @param container the id of the container
 * @param exitCode the exit code, with its cause if the engine knows one
 * @param time when the process ended; {@code Instant.MAX} if the engine does not say
 */
public record ContainerDeath(String function, String container, String exitCode, Instant time) {}
