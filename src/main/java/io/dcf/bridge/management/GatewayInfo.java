package io.dcf.bridge.management;

import io.dcf.bridge.call.GatewayException;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads the gateway's description of itself. */
@Component
public class GatewayInfo {

    private final ManagementCalls calls;

    GatewayInfo(ManagementCalls calls) {
        this.calls = calls;
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
