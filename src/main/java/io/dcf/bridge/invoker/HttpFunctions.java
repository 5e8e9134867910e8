package io.dcf.bridge.invoker;

import io.dcf.bridge.breaker.Breaker.Admission;
import io.dcf.bridge.breaker.Breakers;
import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.CallWaiter;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.Replies;
import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.channel.InvokeMethods;
import io.dcf.bridge.channel.LastResponse;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.limit.LimitsProperties;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Status.Code;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Sends HTTP requests to functions, through a gateway that announces support for them. */
@Component
public class HttpFunctions {

    private final GatewayFutureStub stub;
    private final InvokeFailures failures;
    private final InvocationMeters meters;
    private final Breakers breakers;
    private final CallWaiter waiter;
    private final LastResponse answers;
    private final boolean dialectHasPieces;
    private final long maxWhole;
    private final long maxInPieces;

    HttpFunctions(
            GatewayFutureStub stub,
            GatewayProperties properties,
            InvokeFailures failures,
            InvocationMeters meters,
            Breakers breakers,
            CallWaiter waiter,
            LastResponse answers,
            LimitsProperties limits) {
        this.stub = stub;
        this.failures = failures;
        this.meters = meters;
        this.breakers = breakers;
        this.waiter = waiter;
        this.answers = answers;
        this.dialectHasPieces = properties.dialect().has(GatewayGrpc.getInvokesMethod());
        this.maxWhole = limits.replySize().toBytes();
        this.maxInPieces = Math.max(maxWhole, limits.httpReplySize().toBytes());
    }

    /** Whether the gateway is known to support HTTP. */
    public boolean isSupported() {
        return dialectHasPieces && Boolean.TRUE.equals(answers.supportsHttp());
    }

    /** Likewise; calls a gateway that has not answered yet. Throws a {@link GatewayException} if it does not answer. */
    public boolean checkSupport() {
        if (dialectHasPieces && answers.supportsHttp() == null) {
            Empty nothing = Empty.getDefaultInstance();
            try {
                Replies.await("HealthCheck", nothing, stub.healthCheck(nothing));
            } catch (GatewayException e) {
                if (e.code() != Code.UNIMPLEMENTED) {
                    throw e;
                }
            }
        }
        return isSupported();
    }

    /**
     * Begins a request for the {@link CallContext} of this thread. Throws a {@link GatewayException} if the function's circuit breaker is open.
     *
     * @param inputSize bytes of the body, as far as known
     * @param clientIsGone called on this thread after 250 ms, then every second
     */
    public FunctionExchange open(
            FunctionName name, HttpRequestHead request, long inputSize, BooleanSupplier clientIsGone) {
        Admission admission = breakers.admit("Invokes", name);
        HttpCall call = new HttpCall(
                stub.getChannel().newCall(InvokeMethods.INVOKES, stub.getCallOptions()), request, maxWhole);
        FunctionExchange exchange = new FunctionExchange(
                call,
                name,
                waiter,
                new ExchangeOutcome(name, failures, admission, meters.start(name, inputSize)),
                clientIsGone,
                request.asksForEvents() ? Long.MAX_VALUE : maxInPieces);
        call.start();
        return exchange;
    }
}
