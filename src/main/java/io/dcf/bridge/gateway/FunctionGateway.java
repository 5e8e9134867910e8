package io.dcf.bridge.gateway;

import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.channel.Dialect;
import io.dcf.bridge.channel.GatewayProperties;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes management calls. A failed call throws a {@link GatewayException}. If a result is ambiguous, checks once whether the function
 * exists: INTERNAL or an empty log may mean that it does not, and a failed Deploy may have created it.
 */
@Component
public class FunctionGateway {

    /** The result of {@link #apply}. */
    public enum Applied {
        CREATED,
        UPDATED
    }

    private final ManagementCalls calls;
    private final GatewayProperties properties;

    FunctionGateway(ManagementCalls calls, GatewayProperties properties) {
        this.calls = calls;
        this.properties = properties;
    }

    /** All deployed functions, sorted by name. */
    public List<FunctionStatus> list() {
        Empty request = Empty.getDefaultInstance();
        return calls.read("List", request, GatewayFutureStub::list).getFunctionsList().stream()
                .map(GatewayMessages::status)
                .sorted(Comparator.comparing(FunctionStatus::name))
                .toList();
    }

    /** Deploys a function that does not exist yet. */
    public void deploy(FunctionDefinition definition) {
        properties.dialect().requireSupported(definition);
        var request = GatewayMessages.create(definition);
        try {
            calls.change("Deploy", request, GatewayFutureStub::deploy);
        } catch (GatewayException e) {
            FunctionStatus existing = e.isAmbiguous() ? found(definition.service()) : null;
            throw existing == null ? e : e.ofPartlyDeployed(existing);
        }
    }

    /** Replaces the definition of a function that exists. */
    public void update(FunctionDefinition definition) {
        try {
            replace(definition);
        } catch (GatewayException e) {
            FunctionStatus existing = e.isUnknownFunction() ? found(definition.service()) : null;
            throw existing == null ? e : e.ofPartlyDeployed(existing);
        }
    }

    private void replace(FunctionDefinition definition) {
        properties.dialect().requireSupported(definition);
        var request = GatewayMessages.create(definition);
        withExistenceCheck(definition.service(), () -> calls.change("Update", request, GatewayFutureStub::update));
    }

    /** Updates a function, or deploys it if it does not exist; also if other clients do the same at the same time. */
    public Applied apply(FunctionDefinition definition) {
        try {
            replace(definition);
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
        return GatewayMessages.status(calls.read("GetMeta", request, GatewayFutureStub::getMeta));
    }

    public void delete(FunctionName name) {
        var request = GatewayMessages.delete(name);
        boolean exists = properties.dialect() == Dialect.OPENFX && found(name) != null;
        try {
            withExistenceCheck(name, () -> calls.change("Delete", request, GatewayFutureStub::delete));
        } catch (GatewayException e) {
            if (!exists || !e.isUnknownFunction()) {
                throw e;
            } // OpenFx deletes a function without a Service, and then reports that it did not find the Service
        }
    }

    public void scale(FunctionName name, Scale scale) {
        var request = GatewayMessages.scale(name, scale);
        withExistenceCheck(name, () -> calls.change("ReplicaUpdate", request, GatewayFutureStub::replicaUpdate));
    }

    /** The lines that the function's instances wrote, oldest first, instance by instance. */
    public List<LogLine> logs(FunctionName name) {
        var request = GatewayMessages.named(name);
        String text = withExistenceCheck(name, () -> calls.read("GetLog", request, GatewayFutureStub::getLog))
                .getMsg();
        if (text.isEmpty()) {
            requireNotUnknown(name);
        }
        return GatewayLog.lines(text);
    }

    /** The gateway's description of itself; empty if it has none. */
    public Optional<String> info() {
        Empty request = Empty.getDefaultInstance();
        try {
            return Optional.of(calls.read("Info", request, GatewayFutureStub::info)
                    .getMsg()
                    .strip());
        } catch (GatewayException e) {
            return Optional.empty();
        }
    }

    private <T> T withExistenceCheck(FunctionName name, Supplier<T> call) {
        try {
            return call.get();
        } catch (GatewayException e) {
            if (e.isAmbiguous()) {
                requireNotUnknown(name);
            }
            throw e;
        }
    }

    /** Throws if the function does not exist, or the gateway cannot be reached. A gateway without GetMeta counts as having the function. */
    public void requireKnown(FunctionName name) {
        GatewayException failure = describeFailure(name);
        if (failure != null && failure.code() != Code.UNIMPLEMENTED && !failure.isAmbiguous()) {
            throw failure;
        }
    }

    /** Throws if the function certainly does not exist; other failures of the check are ignored. */
    private void requireNotUnknown(FunctionName name) {
        GatewayException failure = describeFailure(name);
        if (failure != null && failure.isUnknownFunction()) {
            throw failure;
        }
    }

    /** Why the gateway does not describe the function; null if it does. */
    private @Nullable GatewayException describeFailure(FunctionName name) {
        try {
            describe(name);
            return null;
        } catch (GatewayException e) {
            return e;
        }
    }

    /** The function; null if the gateway does not describe it. */
    private @Nullable FunctionStatus found(FunctionName name) {
        try {
            return describe(name);
        } catch (GatewayException e) {
            return null;
        }
    }
}
