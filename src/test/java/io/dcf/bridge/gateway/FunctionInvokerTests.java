package io.dcf.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dcf.bridge.function.FunctionName;
import io.dcf.gateway.guide.GatewayGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class FunctionInvokerTests {

    @Test
    void countsNothingInFlightWhereNoCallCouldBeMade() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        FunctionInvoker functions =
                new FunctionInvoker(GatewayGrpc.newFutureStub(new NoCalls()), new InvocationMeters(meters));
        assertThatIllegalStateException().isThrownBy(() -> functions.invoke(new FunctionName("f"), new byte[1]));
        assertThat(meters.get("bridge.invocations.in.flight").gauge().value()).isZero();
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
