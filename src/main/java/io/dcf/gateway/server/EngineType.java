package io.dcf.gateway.server;

/** The engines that can run functions. */
enum EngineType {
    PROCESS,
    DOCKER,
    KUBERNETES
}
