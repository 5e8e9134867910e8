package io.dcf.gateway.container;

import io.dcf.gateway.engine.Protocol;

/**
 * How functions run as containers.
 *
 * @param gateway what tells this gateway's containers from those of others at the same engine
 * @param host where the engine is; where empty, the one that DOCKER_HOST or the current context names, else the usual socket
 * @param protocol what a container speaks where its function does not say
 * @param secrets the directory whose files are the secrets that functions may name; none where empty
 */
public record DockerSettings(String gateway, String host, Protocol protocol, String secrets) {}
