package io.dcf.gateway.kubernetes;

import io.dcf.gateway.call.FunctionAddress;
import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.engine.Endpoint;
import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The endpoints of a function's ready pods; a pod keeps its endpoint for as long as it is ready. */
final class ReadyEndpoints {

    private final FunctionClients clients;
    private Map<String, Endpoint> byPod = Map.of();
    private volatile List<Endpoint> all = List.of();

    ReadyEndpoints(FunctionClients clients) {
        this.clients = clients;
    }

    List<Endpoint> all() {
        return all;
    }

    /** Updates the endpoints; a terminating pod is not ready. */
    synchronized void update(List<EndpointSlice> slices, Protocol protocol) {
        Map<String, Endpoint> before = byPod;
        Map<String, Endpoint> now = new TreeMap<>();
        ready(slices).forEach(pod -> {
            FunctionAddress address =
                    new FunctionAddress(protocol == Protocol.HTTP, bracketed(pod.address()), pod.port());
            String key = pod.uid() + " " + address;
            now.put(key, Optional.ofNullable(before.get(key)).orElseGet(() -> new Endpoint(clients.at(address), 1)));
        });
        byPod = now;
        all = List.copyOf(now.values());
    }

    private static Stream<ReadyPod> ready(List<EndpointSlice> slices) {
        return slices.stream()
                .flatMap(slice -> Optional.ofNullable(slice.getPorts()).orElse(List.of()).stream()
                        .filter(port -> Names.CONTAINER.equals(port.getName()) && port.getPort() != null)
                        .flatMap(port -> ready(slice, port)));
    }

    private static Stream<ReadyPod> ready(EndpointSlice slice, EndpointPort port) {
        return slice.getEndpoints().stream()
                .filter(each -> each.getConditions() == null
                        || !Boolean.FALSE.equals(each.getConditions().getReady()))
                .map(each -> new ReadyPod(
                        Optional.ofNullable(each.getTargetRef())
                                .map(ObjectReference::getUid)
                                .orElse(""),
                        each.getAddresses().get(0),
                        port.getPort()));
    }

    private static String bracketed(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    private record ReadyPod(String uid, String address, int port) {}
}
