package io.dcf.gateway.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** Makes clients of the engine on this machine. */
final class DockerClients {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final DefaultDockerClientConfig config;

    /** @param host where the engine is; where empty, the one that DOCKER_HOST or the current context names, else the usual socket */
    DockerClients(String host) {
        DefaultDockerClientConfig.Builder builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        if (!host.isEmpty()) {
            builder.withDockerHost(host);
        }
        config = builder.withDockerTlsVerify(false).build();
        URI address = config.getDockerHost();
        boolean here = "unix".equals(address.getScheme())
                || ("tcp".equals(address.getScheme()) && HERE.contains(String.valueOf(address.getHost())));
        if (!here) {
            throw EngineUnavailableException.elsewhere(address);
        }
    }

    URI address() {
        return config.getDockerHost();
    }

    /** @param silence after how much of it a call fails; zero waits for ever */
    DockerClient open(Duration silence) {
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(address())
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .responseTimeout(silence)
                        .build());
    }
}
