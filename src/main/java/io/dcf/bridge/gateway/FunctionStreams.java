package io.dcf.bridge.gateway;

import io.dcf.bridge.breaker.Breaker.Admission;
import io.dcf.bridge.breaker.Breakers;
import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.channel.InvokeMethods;
import io.dcf.bridge.function.FunctionName;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Runs functions as streams: many inputs in, many outputs out, both at once, by the gateway's Invokes. */
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
                .description("streamed invocations under way")
                .register(meters);
    }

    /**
     * Opens a stream for the {@link CallContext} that this thread works for. Throws a {@link GatewayException} where the function has failed
     * so often of late that it is not asked.
     */
    public FunctionStream open(FunctionName name) {
        Admission admission = breakers.invoking("Invokes", name);
        FunctionStream stream = new FunctionStream(
                stub.getChannel().newCall(InvokeMethods.INVOKES, stub.getCallOptions()), name, failures, admission);
        open.incrementAndGet();
        stream.start(open::decrementAndGet);
        return stream;
    }
}
