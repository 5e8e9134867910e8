package io.dcf.bridge.management;

import com.google.protobuf.ByteString;
import io.dcf.bridge.call.GatewayException;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.dcf.gateway.guide.Secret;
import io.dcf.gateway.guide.SecretRequest;
import java.util.List;
import org.springframework.stereotype.Component;

/** Calls of the gateway's methods for secrets, which other gateways lack. A failed call throws a {@link GatewayException}. */
@Component
public class SecretCalls {

    private final ManagementCalls calls;

    SecretCalls(ManagementCalls calls) {
        this.calls = calls;
    }

    /** The names of all secrets, sorted. */
    public List<String> names() {
        Empty request = Empty.getDefaultInstance();
        return calls.read("ListSecrets", request, GatewayFutureStub::listSecrets).getNamesList().stream()
                .sorted()
                .toList();
    }

    public void create(String name, byte[] value) {
        calls.change("CreateSecret", secret(name, value), GatewayFutureStub::createSecret);
    }

    public void replace(String name, byte[] value) {
        calls.change("ReplaceSecret", secret(name, value), GatewayFutureStub::replaceSecret);
    }

    public void delete(String name) {
        SecretRequest request = SecretRequest.newBuilder().setName(name).build();
        calls.change("DeleteSecret", request, GatewayFutureStub::deleteSecret);
    }

    private static Secret secret(String name, byte[] value) {
        return Secret.newBuilder()
                .setName(name)
                .setValue(ByteString.copyFrom(value))
                .build();
    }
}
