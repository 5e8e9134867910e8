package io.dcf.gateway.server;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.input;
import static io.dcf.gateway.server.RunningGateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Messages;
import io.grpc.Status.Code;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.BlockingClientCall;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedGatewayTests {

    private static final int MEBIBYTE = 1024 * 1024;

    @RegisterExtension
    final RunningGateway gateway = new RunningGateway();

    @Test
    void tellsThePortThatItTook() {
        assertThat(gateway.address().getPort()).isPositive();
        assertThat(gateway.address().getAddress().isLoopbackAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pb.Gateway", "pb.gateway", "pb.FxGateway"})
    void serves(String service) {
        assertThat(health(service)).isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void knowsNoHealthOfOtherServices() {
        assertRefused(Code.NOT_FOUND, () -> health("pb.FxWatcher"));
    }

    private ServingStatus health(String service) {
        return HealthGrpc.newBlockingStub(gateway.channel())
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }

    @Test
    void reflectsItsServices() throws Exception {
        ServerReflectionResponse reply =
                reflect(ServerReflectionRequest.newBuilder().setListServices("*"));
        assertThat(reply.getListServicesResponse().getServiceList())
                .extracting(service -> service.getName())
                .contains("pb.Gateway", "pb.gateway", "pb.FxGateway", "grpc.health.v1.Health");
    }

    /** As ghz and other tools ask that know no later version. */
    @Test
    void reflectsItsServicesInTheVersionBefore() throws Exception {
        var call = io.grpc.reflection.v1alpha.ServerReflectionGrpc.newBlockingV2Stub(gateway.channel())
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .serverReflectionInfo();
        call.write(io.grpc.reflection.v1alpha.ServerReflectionRequest.newBuilder()
                .setListServices("*")
                .build());
        assertThat(call.read().getListServicesResponse().getServiceList())
                .extracting(service -> service.getName())
                .contains("pb.Gateway", "pb.gateway", "pb.FxGateway", "grpc.health.v1.Health");
        call.halfClose();
    }

    private ServerReflectionResponse reflect(ServerReflectionRequest.Builder request) throws Exception {
        BlockingClientCall<ServerReflectionRequest, ServerReflectionResponse> call =
                ServerReflectionGrpc.newBlockingV2Stub(gateway.channel())
                        .withDeadlineAfter(30, TimeUnit.SECONDS)
                        .serverReflectionInfo();
        call.write(request.build());
        ServerReflectionResponse reply = call.read();
        call.halfClose();
        return reply;
    }

    @Test
    void takesInputsUpTo4Mebibytes() {
        gateway.deploy("a", "builtin/sha256");
        assertThat(gateway.invoke("a", "x".repeat(4 * MEBIBYTE))).hasSize(64);
        assertRefused(Code.RESOURCE_EXHAUSTED, () -> gateway.invoke("a", "x".repeat(4 * MEBIBYTE + 1024)));
    }

    @Test
    void letsCallsInFlightFinishWhenClosed() throws Exception {
        gateway.deploy("a", "builtin/echo");
        BlockingClientCall<InvokeServiceRequest, Messages> call = gateway.invokes();
        call.write(input("a", "before"));
        assertThat(call.read().getOutput().toStringUtf8()).isEqualTo("before");
        CompletableFuture<Void> closing = CompletableFuture.runAsync(gateway::stop);
        await().until(() -> statusOf(() -> gateway.describe("a")).getCode() == Code.UNAVAILABLE);
        call.write(input("a", "after"));
        assertThat(call.read().getOutput().toStringUtf8()).isEqualTo("after");
        call.halfClose();
        assertThat(call.read()).isNull();
        assertThat(closing).succeedsWithin(30, TimeUnit.SECONDS);
    }
}
