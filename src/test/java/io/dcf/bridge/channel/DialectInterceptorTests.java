package io.dcf.bridge.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.GatewayFailures;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Messages;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DialectInterceptorTests {

    private final ManagedChannel nowhere =
            NettyChannelBuilder.forAddress("127.0.0.1", 1).usePlaintext().build();

    @AfterEach
    void stop() {
        nowhere.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void namesEveryMethodOnce(Dialect dialect) {
        var interceptor = new DialectInterceptor(dialect, "a.B");
        for (MethodDescriptor<?, ?> method : GatewayGrpc.getServiceDescriptor().getMethods()) {
            if (dialect.has(method)) {
                MethodDescriptor<?, ?> called = called(interceptor, method);
                assertThat(called.getFullMethodName()).isEqualTo("a.B/" + method.getBareMethodName());
                assertThat(called).isSameAs(called(interceptor, method));
            }
        }
    }

    @Test
    void refusesWhatOpenfxLacksWithoutAskingIt() throws Exception {
        ClientCall<InvokeServiceRequest, Messages> call = new DialectInterceptor(Dialect.OPENFX, "pb.FxGateway")
                .interceptCall(GatewayGrpc.getInvokesMethod(), CallOptions.DEFAULT, nowhere);
        CompletableFuture<Status> end = new CompletableFuture<>();
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        end.complete(status);
                    }
                },
                new Metadata());
        GatewayException refused = GatewayFailures.of("Invokes", 0, end.get().asRuntimeException(new Metadata()));
        assertThat(refused.code()).isEqualTo(Status.Code.UNIMPLEMENTED);
        assertThat(refused.fault()).isEqualTo(Fault.GATEWAY);
        assertThat(refused.detail()).isEqualTo("The gateway has no method Invokes.");
    }

    @ParameterizedTest
    @EnumSource
    void hasInvokesButOnOpenfx(Dialect dialect) {
        assertThat(dialect.has(GatewayGrpc.getInvokesMethod())).isEqualTo(dialect != Dialect.OPENFX);
        assertThat(GatewayGrpc.getServiceDescriptor().getMethods())
                .filteredOn(dialect::has)
                .hasSize(
                        switch (dialect) {
                            case GUIDE -> 18;
                            case DCF -> 11;
                            case OPENFX -> 10;
                        });
    }

    private MethodDescriptor<?, ?> called(DialectInterceptor interceptor, MethodDescriptor<?, ?> method) {
        List<MethodDescriptor<?, ?>> called = new ArrayList<>();
        interceptor.interceptCall(method, CallOptions.DEFAULT, new Channel() {
            @Override
            public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> put, CallOptions options) {
                called.add(put);
                return nowhere.newCall(put, options);
            }

            @Override
            public String authority() {
                return nowhere.authority();
            }
        });
        return called.get(0);
    }
}
