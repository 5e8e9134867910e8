package io.dcf.bridge.management;

import io.dcf.bridge.call.GatewayException;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads the gateway's description of itself, and its namespaces. */
@Component
public class GatewayInfo {

    private final ManagementCalls calls;
    private final OptionalMethod namespaces = new OptionalMethod();

    GatewayInfo(ManagementCalls calls) {
        this.calls = calls;
    }

    /** The namespaces in which functions run; none if the gateway has none, or does not report them. */
    public List<String> namespaces() {
        Empty request = Empty.getDefaultInstance();
        return namespaces.call(
                () -> List.copyOf(calls.read("ListNamespaces", request, GatewayFutureStub::listNamespaces)
                        .getNamesList()),
                List::of);
    }

    /** The description; empty if the gateway has none, or does not answer. */
    public Optional<String> read() {
        Empty request = Empty.getDefaultInstance();
        try {
            return Optional.of(calls.read("Info", request, GatewayFutureStub::info)
                    .getMsg()
                    .strip());
        } catch (GatewayException e) {
            return Optional.empty();
        }
    }
}
