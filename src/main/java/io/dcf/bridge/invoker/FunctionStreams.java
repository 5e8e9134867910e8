package io.dcf.bridge.invoker;

import io.dcf.bridge.breaker.Breaker.Admission;
import io.dcf.bridge.breaker.Breakers;
import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.channel.InvokeMethods;
import io.dcf.bridge.function.FunctionName;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Metadata;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Invokes functions as streams: many inputs and outputs at the same time, by the gateway's Invokes. */
@Component
public class FunctionStreams {

    private final GatewayFutureStub stub;
    private final InvokeFailures failures;
    private final Breakers breakers;
    private final AtomicInteger open = new AtomicInteger();

    FunctionStreams(GatewayFutureStub stub, InvokeFailures failures, Breakers breakers, MeterRegistry meters) {
        this.stub = stub;
        this.failures = failures;
        this.breakers = breakers;
        Gauge.builder("bridge.streams.open", open, AtomicInteger::get)
                .description("streamed invocations in progress")
                .register(meters);
    }

    /**
     * Opens a stream for the {@link CallContext} of this thread. Throws a {@link GatewayException} if the function's circuit breaker is
     * open.
     */
    public FunctionStream open(FunctionName name) {
        Admission admission = breakers.admit("Invokes", name);
        var call = stub.getChannel().newCall(InvokeMethods.INVOKES, stub.getCallOptions());
        StreamInputs inputs = new StreamInputs(call);
        StreamReplies replies = new StreamReplies(call, inputs, open::decrementAndGet);
        open.incrementAndGet();
        call.start(replies, new Metadata());
        return new FunctionStream(name, inputs, replies, failures, admission);
    }
}
