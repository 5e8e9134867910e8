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
 * A published spelling of the gateway's contract: what its service is called, which methods it has, how a definition is
 * numbered. All else in the bridge speaks the guide's; {@link DialectInterceptor} puts that into the dialect that is set.
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

    /** What the service is called where no setting says otherwise, such as {@code pb.Gateway}. */
    public String serviceName() {
        return contract.getName();
    }

    /** Writes a definition, which is given with the guide's numbers, with the dialect's. */
    Marshaller<CreateFunctionRequest> definitions() {
        return definitions;
    }

    public boolean has(MethodDescriptor<?, ?> method) {
        return contract.getMethods().stream()
                .anyMatch(each -> Objects.equals(each.getBareMethodName(), method.getBareMethodName()));
    }

    /** Whether each gateway of the dialect has all of its methods; the guide prints three, and more are to taste. */
    public boolean promisesAllMethods() {
        return this != GUIDE;
    }

    /** Throws {@code InvalidException} where the definition says what the dialect has no words for. */
    public void requireWordsFor(FunctionDefinition definition) {
        if (this == DCF) {
            String fix = "has to be left out: the dcf dialect, which this gateway speaks, has no such field";
            Violations violations = new Violations();
            violations.require(definition.minReplicas() == 1, fix, "minReplicas");
            violations.require(definition.maxReplicas() == definition.minReplicas(), fix, "maxReplicas");
            violations.throwIfAny();
        }
    }

    /** As the setting spells it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
