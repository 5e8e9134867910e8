package io.dcf.gateway.docker;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import io.dcf.gateway.call.FunctionAddress;
import io.dcf.gateway.engine.Protocol;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Determines the address at which the gateway calls a container. */
final class ContainerAddress {

    /** The interface on which containers' ports are published. */
    static final String LOOPBACK = "127.0.0.1";

    private ContainerAddress() {}

    /** @param network the network of the gateway's own container; null if the gateway calls ports of the machine */
    static @Nullable FunctionAddress of(Container container, ContainerLabels labels, @Nullable String network) {
        if (!"running".equals(container.getState())) {
            return null;
        }
        boolean http = labels.protocol() == Protocol.HTTP;
        if (network == null) {
            Integer port = published(container, labels.port());
            return port == null ? null : new FunctionAddress(http, LOOPBACK, port);
        }
        String address = addressIn(container, network);
        return address == null ? null : new FunctionAddress(http, address, labels.port());
    }

    private static @Nullable Integer published(Container container, int port) {
        return Arrays.stream(container.getPorts())
                .filter(each -> Objects.equals(each.getPrivatePort(), port) && each.getPublicPort() != null)
                .findFirst()
                .map(each -> each.getPublicPort())
                .orElse(null);
    }

    private static @Nullable String addressIn(Container container, String network) {
        if (container.getNetworkSettings() == null) {
            return null;
        }
        ContainerNetwork found = container.getNetworkSettings().getNetworks().get(network);
        return found == null
                        || found.getIpAddress() == null
                        || found.getIpAddress().isEmpty()
                ? null
                : found.getIpAddress();
    }
}
