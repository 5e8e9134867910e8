package io.dcf.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dcf.bridge.TestGateway;
import io.dcf.bridge.function.FunctionName;
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
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FunctionInvokerTests {

    private static final FunctionInput INPUT = FunctionInput.of(new byte[1]);

    @Test
    void countsNothingInFlightWhereNoCallCouldBeMade() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        FunctionInvoker functions = invoker(new NoCalls(), meters);
        assertThatIllegalStateException().isThrownBy(() -> functions.invoke(new FunctionName("f"), INPUT));
        assertThat(meters.get("bridge.invocations.in.flight").gauge().value()).isZero();
    }

    @Test
    void cancelsTheCallOfAReplyThatNobodyWaitsFor() throws IOException {
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
            var reply = functions.invoke(new FunctionName("f"), INPUT);
            assertThat(await(asked)).isTrue();
            reply.cancel(false);
            assertThat(await(cancelled)).isTrue();
        } finally {
            if (channel != null) {
                channel.shutdownNow();
            }
        }
    }

    /** Else the next call of a caller that has its answer might not find the breaker open yet. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void countsACallBeforeItsCallerLearnsOfItsEnd(boolean answered) throws Exception {
        CountDownLatch listened = new CountDownLatch(1);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ManagedChannel channel = null;
        try (TestGateway gateway = new TestGateway()) {
            gateway.on("Invoke", (request, reply) -> {
                await(listened);
                TestGateway.Answer answer = answered
                        ? TestGateway.Answer.msg("OK")
                        : TestGateway.Answer.with(Status.UNAVAILABLE.asException());
                answer.to(request, reply);
            });
            channel = NettyChannelBuilder.forTarget(gateway.address())
                    .usePlaintext()
                    .build();
            var reply = invoker(channel, meters).invoke(new FunctionName("f"), INPUT);
            var counted = reply.handle((output, failure) -> meters.find("bridge.invocations").timers().stream()
                    .mapToLong(Timer::count)
                    .sum());
            listened.countDown();
            assertThat(counted.get(10, TimeUnit.SECONDS)).isOne();
            assertThat(reply.isCompletedExceptionally()).isEqualTo(!answered);
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
        GatewayConnection connection = new GatewayConnection(new Connections(List.of()), Optional.empty());
        return new FunctionInvoker(
                stub,
                new InvokeFailures(stub),
                new InvocationMeters(meters),
                new Breakers(defaults, new Answers(), connection, meters),
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
