package io.dcf.gateway.server;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How containers of the engine docker run.
 *
 * @param host where that engine is, as unix:///path or tcp://localhost:port; where empty, what DOCKER_HOST or the current context names, else the usual socket.
 * @param secrets the directory whose files are the secrets that functions may name; none where empty.
 */
record DockerProperties(
        @DefaultValue("")
        @Pattern(regexp = "((unix:///|tcp://)[^\\s]+)?", message = "must be unix:///path or tcp://localhost:port")
        String host,

        @DefaultValue("") String secrets) {}
