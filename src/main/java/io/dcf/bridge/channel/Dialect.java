package io.dcf.bridge.channel;

import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.Violations;
import io.dcf.gateway.dcf.FxGatewayGrpc;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.GatewayGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServiceDescriptor;
import java.util.Locale;
import java.util.Objects;

/**
 * A published variant of the gateway's contract: the name of its service, its methods, and the field numbers of definitions. The rest of
 * the bridge uses the guide's; {@link DialectInterceptor} translates.
 */
public enum Dialect {
    GUIDE(GatewayGrpc.getServiceDescriptor(), GatewayGrpc.getDeployMethod().getRequestMarshaller()),
    DCF(io.dcf.gateway.dcf.GatewayGrpc.getServiceDescriptor(), new DefinitionMarshaller(DcfDefinitions::dcf)),
    OPENFX(FxGatewayGrpc.getServiceDescriptor(), new DefinitionMarshaller(DcfDefinitions::openfx));

    private final ServiceDescriptor contract;
    private final Marshaller<CreateFunctionRequest> definitions;

    Dialect(ServiceDescriptor contract, Marshaller<CreateFunctionRequest> definitions) {
        this.contract = contract;
        this.definitions = definitions;
    }

    /** The default name of the service, such as {@code pb.Gateway}. */
    public String serviceName() {
        return contract.getName();
    }

    /** Writes definitions, which have the guide's field numbers, with the dialect's. */
    Marshaller<CreateFunctionRequest> definitions() {
        return definitions;
    }

    public boolean has(MethodDescriptor<?, ?> method) {
        return contract.getMethods().stream()
                .anyMatch(each -> Objects.equals(each.getBareMethodName(), method.getBareMethodName()));
    }

    /** Whether every gateway of the dialect has all methods; the guide requires only three. */
    public boolean requiresAllMethods() {
        return this != GUIDE;
    }

    /** Whether definitions have a minimum and a maximum of replicas. */
    public boolean hasReplicaBounds() {
        return this != DCF;
    }

    /** Throws {@code InvalidException} if the definition uses fields that the dialect does not have. */
    public void requireSupported(FunctionDefinition definition) {
        String fix = "must be omitted: the gateway's dialect, " + this + ", has no such field";
        Violations violations = new Violations();
        if (!hasReplicaBounds()) {
            violations.require(definition.minReplicas() == 1, fix, "minReplicas");
            violations.require(definition.maxReplicas() == definition.minReplicas(), fix, "maxReplicas");
        }
        violations.require(this == GUIDE || !definition.readOnlyRootFilesystem(), fix, "readOnlyRootFilesystem");
        violations.throwIfAny();
    }

    /** As in the setting. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
