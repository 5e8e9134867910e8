package io.dcf.gateway.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** Creates clients of the container engine on this machine. */
final class DockerClients {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final DefaultDockerClientConfig config;

    /** @param host address of the engine; if empty, that of DOCKER_HOST or the current context, else the default socket */
    DockerClients(String host) {
        DefaultDockerClientConfig.Builder builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        if (!host.isEmpty()) {
            builder.withDockerHost(host);
        }
        config = builder.withDockerTlsVerify(false).build();
        URI address = config.getDockerHost();
        boolean local = "unix".equals(address.getScheme())
                || ("tcp".equals(address.getScheme()) && LOOPBACK.contains(String.valueOf(address.getHost())));
        if (!local) {
            throw EngineUnavailableException.remote(address);
        }
    }

    URI address() {
        return config.getDockerHost();
    }

    /** @param timeout maximum wait for a response; zero waits forever */
    DockerClient open(Duration timeout) {
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(address())
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .responseTimeout(timeout)
                        .build());
    }
}
