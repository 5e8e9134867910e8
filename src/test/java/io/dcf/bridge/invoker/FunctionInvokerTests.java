package io.dcf.bridge.invoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dcf.bridge.TestGateway;
import io.dcf.bridge.breaker.Breakers;
import io.dcf.bridge.call.CallWaiter;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.channel.GatewayConnection;
import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.channel.IdleConnection;
import io.dcf.bridge.channel.LastResponse;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.history.FunctionHistories;
import io.dcf.bridge.limit.LimitsProperties;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

class FunctionInvokerTests {

    private static final FunctionName FUNCTION = new FunctionName("f");
    private static final FunctionInput INPUT = FunctionInput.of(new byte[1]);

    @Test
    void countsNothingInFlightWhereNoCallCouldBeMade() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        FunctionInvoker functions = invoker(new NoCalls(), meters);
        assertThatIllegalStateException().isThrownBy(() -> functions.invoke(FUNCTION, INPUT, () -> false));
        assertThat(meters.get("bridge.invocations.in.flight").gauge().value()).isZero();
    }

    @Test
    void cancelsTheCallOfACallerThatHasLeft() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        ManagedChannel channel = null;
        try (TestGateway gateway = new TestGateway()) {
            gateway.on("Invoke", (request, reply) -> {
                ((ServerCallStreamObserver<Object>) reply).setOnCancelHandler(cancelled::countDown);
                asked.countDown();
            });
            channel = NettyChannelBuilder.forTarget(gateway.address())
                    .usePlaintext()
                    .build();
            FunctionInvoker functions = invoker(channel, new SimpleMeterRegistry());
            assertThatThrownBy(() -> functions.invoke(FUNCTION, INPUT, () -> asked.getCount() == 0))
                    .isInstanceOfSatisfying(
                            GatewayException.class,
                            failure -> assertThat(failure.code()).isEqualTo(Status.Code.CANCELLED));
            assertThat(await(cancelled)).isTrue();
        } finally {
            if (channel != null) {
                channel.shutdownNow();
            }
        }
    }

    private static FunctionInvoker invoker(Channel channel, MeterRegistry meters) {
        GatewayFutureStub stub = GatewayGrpc.newFutureStub(channel);
        LimitsProperties limits =
                new Binder(new MapConfigurationPropertySource()).bindOrCreate("bridge.limits", LimitsProperties.class);
        GatewayProperties defaults = new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("bridge.gateway", GatewayProperties.class);
        GatewayConnection connection = IdleConnection.create();
        return new FunctionInvoker(
                stub,
                new InvokeFailures(stub),
                new InvocationMeters(
                        meters, stub, new FunctionHistories(new SimpleAsyncTaskScheduler(), function -> 0)),
                new Breakers(defaults, new LastResponse(), connection, meters),
                new CallWaiter(new SimpleAsyncTaskScheduler()),
                limits);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class NoCalls extends Channel {
        @Override
        public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
            throw new IllegalStateException("no calls");
        }

        @Override
        public String authority() {
            return "nowhere";
        }
    }
}
