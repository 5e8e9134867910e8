package io.dcf.gateway.server;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the Docker engine.
 *
 * @param host address of the container engine, as unix:///path or tcp://localhost:port; if empty, that of DOCKER_HOST or the current context, else the default socket.
 * @param secrets directory whose files are the secrets that functions may name; by default, secrets in the data directory.
 */
record DockerProperties(
        @DefaultValue("")
        @Pattern(regexp = "((unix:///|tcp://)[^\\s]+)?", message = "must be unix:///path or tcp://localhost:port")
        String host,

        @DefaultValue("") String secrets) {}
