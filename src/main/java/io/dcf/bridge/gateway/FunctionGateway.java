package io.dcf.bridge.gateway;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.MessageLite;
import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.function.LogLine;
import io.dcf.bridge.function.Scale;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Status.Code;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks the gateway. What it refuses comes as a {@link GatewayException}. Where a gateway tells half the truth, whether the
 * function exists is asked for once: INTERNAL or an empty log may hide that it does not, a failed Deploy that it does.
 */
@Component
public class FunctionGateway {

    /** What an apply did. */
    public enum Applied {
        CREATED,
        UPDATED
    }

    private final GatewayFutureStub stub;
    private final Dialect dialect;

    FunctionGateway(GatewayFutureStub stub, GatewayProperties properties) {
        this.stub = stub;
        this.dialect = properties.dialect();
    }

    /** All deployed functions, by name. */
    public List<FunctionStatus> list() {
        Empty request = Empty.getDefaultInstance();
        return await("List", request, stub.list(request)).getFunctionsList().stream()
                .map(GatewayMessages::status)
                .sorted(Comparator.comparing(FunctionStatus::name))
                .toList();
    }

    /** Starts a function that does not exist yet. */
    public void deploy(FunctionDefinition definition) {
        dialect.requireWordsFor(definition);
        var request = GatewayMessages.create(definition);
        try {
            await("Deploy", request, stub.deploy(request));
        } catch (GatewayException e) {
            throw e.isVague() && doubt(definition.service()) == null ? e.ofHalfDeployed() : e;
        }
    }

    /** Replaces the definition of a function that exists. */
    public void update(FunctionDefinition definition) {
        dialect.requireWordsFor(definition);
        var request = GatewayMessages.create(definition);
        existing(definition.service(), "Update", request, stub.update(request));
    }

    /** Updates a function or, where there is none, deploys it; holds against others doing the same. */
    public Applied apply(FunctionDefinition definition) {
        try {
            update(definition);
            return Applied.UPDATED;
        } catch (GatewayException e) {
            if (!e.isUnknownFunction()) {
                throw e;
            }
        }
        try {
            deploy(definition);
            return Applied.CREATED;
        } catch (GatewayException e) {
            if (!e.isTakenName()) {
                throw e;
            }
        }
        update(definition);
        return Applied.UPDATED;
    }

    public FunctionStatus describe(FunctionName name) {
        var request = GatewayMessages.named(name);
        return GatewayMessages.status(await("GetMeta", request, stub.getMeta(request)));
    }

    public void delete(FunctionName name) {
        var request = GatewayMessages.delete(name);
        existing(name, "Delete", request, stub.delete(request));
    }

    public void scale(FunctionName name, Scale scale) {
        var request = GatewayMessages.scale(name, scale);
        existing(name, "ReplicaUpdate", request, stub.replicaUpdate(request));
    }

    /** What the function's instances wrote, oldest first, instance by instance. */
    public List<LogLine> logs(FunctionName name) {
        var request = GatewayMessages.named(name);
        String text = existing(name, "GetLog", request, stub.getLog(request)).getMsg();
        if (text.isEmpty()) {
            requireNoDoubt(name);
        }
        return GatewayLog.lines(text);
    }

    /** What the gateway says of itself; empty where it does not. */
    public Optional<String> info() {
        Empty request = Empty.getDefaultInstance();
        try {
            return Optional.of(
                    await("Info", request, stub.info(request)).getMsg().strip());
        } catch (GatewayException e) {
            return Optional.empty();
        }
    }

    private <T> T existing(FunctionName name, String method, MessageLite request, ListenableFuture<T> call) {
        try {
            return await(method, request, call);
        } catch (GatewayException e) {
            if (e.isVague()) {
                requireNoDoubt(name);
            }
            throw e;
        }
    }

    /** Throws what the gateway says of a function that does not exist; that it cannot say is no failure here. */
    private void requireNoDoubt(FunctionName name) {
        GatewayException doubt = doubt(name);
        if (doubt != null && doubt.isUnknownFunction()) {
            throw doubt;
        }
    }

    /** Why the gateway does not describe the function; null where it does, so that the function exists. */
    private @Nullable GatewayException doubt(FunctionName name) {
        try {
            describe(name);
            return null;
        } catch (GatewayException e) {
            return e;
        }
    }

    static <T> T await(String method, MessageLite request, ListenableFuture<T> call) {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw GatewayFailures.of(method, request.getSerializedSize(), e);
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new GatewayException(method, Code.CANCELLED, "The call was interrupted.");
        }
    }
}
