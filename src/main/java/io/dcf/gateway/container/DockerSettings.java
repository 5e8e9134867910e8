package io.dcf.gateway.container;

import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.store.SecretFiles;

/**
 * Settings of the Docker engine.
 *
 * @param gateway distinguishes this gateway's containers from those of other gateways at the same engine
 * @param host address of the engine; if empty, that of DOCKER_HOST or the current context, else the default socket
 * @param protocol the protocol of containers whose definition names none
 * @param secrets the secrets that functions may name
 */
public record DockerSettings(String gateway, String host, Protocol protocol, SecretFiles secrets) {}
