package io.dcf.bridge.management;

import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.channel.Dialect;
import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.function.Scale;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import org.springframework.stereotype.Component;

/**
 * Deploys, updates, scales and deletes functions. A failed call throws a {@link GatewayException}. If a result is ambiguous, checks once
 * whether the function exists: INTERNAL may mean that it does not, and a failed Deploy may have created it.
 */
@Component
public class FunctionChanges {

    private final ManagementCalls calls;
    private final FunctionReads reads;
    private final Dialect dialect;

    FunctionChanges(ManagementCalls calls, FunctionReads reads, GatewayProperties properties) {
        this.calls = calls;
        this.reads = reads;
        this.dialect = properties.dialect();
    }

    /** Deploys a function that does not exist yet. */
    public void deploy(FunctionDefinition definition) {
        dialect.requireSupported(definition);
        var request = GatewayMessages.create(definition);
        try {
            calls.change("Deploy", request, GatewayFutureStub::deploy);
        } catch (GatewayException e) {
            throw e.isAmbiguous() ? withExisting(definition.service(), e) : e;
        }
    }

    /** Replaces the definition of a function that exists. */
    public void update(FunctionDefinition definition) {
        try {
            replace(definition);
        } catch (GatewayException e) {
            throw e.isUnknownFunction() ? withExisting(definition.service(), e) : e;
        }
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

    private void replace(FunctionDefinition definition) {
        dialect.requireSupported(definition);
        var request = GatewayMessages.create(definition);
        reads.explaining(definition.service(), () -> calls.change("Update", request, GatewayFutureStub::update));
    }

    /** The failure, which names the function if it exists in spite of it. */
    private GatewayException withExisting(FunctionName name, GatewayException failure) {
        FunctionStatus existing = reads.find(name);
        return existing == null ? failure : failure.ofPartlyDeployed(existing);
    }

    public void delete(FunctionName name) {
        var request = GatewayMessages.delete(name);
        boolean exists = dialect == Dialect.OPENFX && reads.find(name) != null;
        try {
            reads.explaining(name, () -> calls.change("Delete", request, GatewayFutureStub::delete));
        } catch (GatewayException e) {
            if (!exists || !e.isUnknownFunction()) {
                throw e;
            } // OpenFx deletes a function without a Service, and then reports that it did not find the Service
        }
    }

    public void scale(FunctionName name, Scale scale) {
        var request = GatewayMessages.scale(name, scale);
        reads.explaining(name, () -> calls.change("ReplicaUpdate", request, GatewayFutureStub::replicaUpdate));
    }
}
