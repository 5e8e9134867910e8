package io.dcf.gateway.service;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.definition;
import static io.dcf.gateway.server.RunningGateway.input;
import static io.dcf.gateway.server.RunningGateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.gateway.dcf.FxGatewayGrpc;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Messages;
import io.dcf.gateway.server.RunningGateway;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status.Code;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ClientCalls;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedServicesTests {

    private static final List<String> OPENFX = FxGatewayGrpc.getServiceDescriptor().getMethods().stream()
            .map(MethodDescriptor::getBareMethodName)
            .toList();

    @RegisterExtension
    final RunningGateway gateway = new RunningGateway();

    @ParameterizedTest
    @ValueSource(strings = {"pb.Gateway", "pb.gateway", "pb.FxGateway"})
    void answersUnaryCalls(String service) {
        call(
                service,
                GatewayGrpc.getDeployMethod(),
                definition("a", "builtin/echo").build());
        assertThat(call(service, GatewayGrpc.getInvokeMethod(), input("a", "abc"))
                        .getMsg())
                .isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pb.Gateway", "pb.gateway"})
    void answersStreamedCalls(String service) throws Exception {
        gateway.deploy("a", "builtin/echo");
        BlockingClientCall<InvokeServiceRequest, Messages> call = ClientCalls.blockingBidiStreamingCall(
                gateway.channel(), renamed(service, GatewayGrpc.getInvokesMethod()), options());
        call.write(input("a", "abc"));
        assertThat(call.read().getOutput().toStringUtf8()).isEqualTo("abc");
        call.halfClose();
        assertThat(call.read()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pb.Gateway", "pb.gateway", "pb.FxGateway"})
    void implementsEveryMethod(String service) {
        assertThat(GatewayGrpc.getServiceDescriptor().getMethods())
                .hasSize(18)
                .filteredOn(method -> method.getType() == MethodType.UNARY)
                .hasSize(17)
                .allSatisfy(method -> {
                    if (service.equals("pb.FxGateway") && !OPENFX.contains(method.getBareMethodName())) {
                        assertThat(codeOf(service, method)).isEqualTo(Code.UNIMPLEMENTED);
                    } else {
                        assertThat(codeOf(service, method)).isIn(Code.OK, Code.INVALID_ARGUMENT, Code.NOT_FOUND);
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"pb.gateway", "pb.FxGateway"})
    void isTheSameGatewayUnderAllNames(String service) {
        call(
                service,
                GatewayGrpc.getDeployMethod(),
                definition("a", "builtin/echo").build());
        assertThat(gateway.invoke("a", "abc")).isEqualTo("abc");
        assertRefused(
                Code.ALREADY_EXISTS,
                () -> call(
                        service,
                        GatewayGrpc.getDeployMethod(),
                        definition("a", "builtin/echo").build()));
    }

    @Test
    void answersUnderNoOtherName() {
        assertRefused(Code.UNIMPLEMENTED, () -> call("pb.Gate", GatewayGrpc.getInvokeMethod(), input("a", "abc")));
    }

    /** OpenFx has no such method, and its clients do not ask for it. */
    @Test
    void streamsNothingAsOpenfx() {
        gateway.deploy("a", "builtin/echo");
        var invokes = renamed("pb.FxGateway", GatewayGrpc.getInvokesMethod());
        assertRefused(
                Code.UNIMPLEMENTED,
                () -> ClientCalls.blockingBidiStreamingCall(gateway.channel(), invokes, options())
                        .read());
    }

    private <Q> Code codeOf(String service, MethodDescriptor<Q, ?> method) {
        Q request = method.parseRequest(InputStream.nullInputStream());
        return statusOf(() -> call(service, method, request)).getCode();
    }

    private <Q, A> A call(String service, MethodDescriptor<Q, A> method, Q request) {
        return ClientCalls.blockingUnaryCall(gateway.channel(), renamed(service, method), options(), request);
    }

    private static <Q, A> MethodDescriptor<Q, A> renamed(String service, MethodDescriptor<Q, A> method) {
        return method.toBuilder()
                .setFullMethodName(MethodDescriptor.generateFullMethodName(service, method.getBareMethodName()))
                .build();
    }

    private static CallOptions options() {
        return CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS);
    }
}
