package io.dcf.bridge.gateway;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.MessageLite;
import io.dcf.bridge.breaker.Breakers;
import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.GatewayFailures;
import io.dcf.bridge.channel.Dialect;
import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.function.LogLine;
import io.dcf.bridge.function.Scale;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.stereotype.Component;

/**
 * Asks the gateway. What it refuses comes as a {@link GatewayException}. Where a gateway tells half the truth, whether the
 * function exists is asked for once: INTERNAL or an empty log may hide that it does not, a failed Deploy that it does.
 */
@Component
public class FunctionGateway {

    /** What an apply did. */
    public enum Applied {
        CREATED,
        UPDATED
    }

    /** What only reads may be asked for again, soon and not often; what changes something is said once. */
    private static final RetryTemplate READS = new RetryTemplate(RetryPolicy.builder()
            .maxRetries(2)
            .delay(Duration.ofMillis(150))
            .multiplier(2)
            .jitter(Duration.ofMillis(75))
            .predicate(FunctionGateway::isWorthRepeating)
            .build());

    private final GatewayFutureStub stub;
    private final GatewayProperties properties;
    private final Breakers breakers;

    FunctionGateway(GatewayFutureStub stub, GatewayProperties properties, Breakers breakers) {
        this.stub = stub;
        this.properties = properties;
        this.breakers = breakers;
    }

    /** All deployed functions, by name. */
    public List<FunctionStatus> list() {
        Empty request = Empty.getDefaultInstance();
        return read("List", request, GatewayFutureStub::list).getFunctionsList().stream()
                .map(GatewayMessages::status)
                .sorted(Comparator.comparing(FunctionStatus::name))
                .toList();
    }

    /** Starts a function that does not exist yet. */
    public void deploy(FunctionDefinition definition) {
        properties.dialect().requireWordsFor(definition);
        var request = GatewayMessages.create(definition);
        try {
            ask(stub, "Deploy", request, GatewayFutureStub::deploy);
        } catch (GatewayException e) {
            FunctionStatus there = e.isAmbiguous() ? found(definition.service()) : null;
            throw there == null ? e : e.ofPartlyDeployed(there);
        }
    }

    /** Replaces the definition of a function that exists. */
    public void update(FunctionDefinition definition) {
        try {
            replace(definition);
        } catch (GatewayException e) {
            FunctionStatus there = e.isUnknownFunction() ? found(definition.service()) : null;
            throw there == null ? e : e.ofPartlyDeployed(there);
        }
    }

    private void replace(FunctionDefinition definition) {
        properties.dialect().requireWordsFor(definition);
        var request = GatewayMessages.create(definition);
        existing(definition.service(), () -> ask(stub, "Update", request, GatewayFutureStub::update));
    }

    /** Updates a function or, where there is none, deploys it; holds against others doing the same. */
    public Applied apply(FunctionDefinition definition) {
        try {
            replace(definition);
            return Applied.UPDATED;
        } catch (GatewayException e) {
            if (!e.isUnknownFunction()) {
                throw e;
            }
        }
        try {
            deploy(definition);
            return Applied.CREATED;
        } catch (GatewayException e) {
            if (!e.isTakenName()) {
                throw e;
            }
        }
        update(definition);
        return Applied.UPDATED;
    }

    public FunctionStatus describe(FunctionName name) {
        var request = GatewayMessages.named(name);
        return GatewayMessages.status(read("GetMeta", request, GatewayFutureStub::getMeta));
    }

    public void delete(FunctionName name) {
        var request = GatewayMessages.delete(name);
        boolean there = properties.dialect() == Dialect.OPENFX && found(name) != null;
        try {
            existing(name, () -> ask(stub, "Delete", request, GatewayFutureStub::delete));
        } catch (GatewayException e) {
            if (!there || !e.isUnknownFunction()) {
                throw e;
            } // OpenFx has deleted what there was of a function without a Service, and says that it did not find the
            // Service
        }
    }

    public void scale(FunctionName name, Scale scale) {
        var request = GatewayMessages.scale(name, scale);
        existing(name, () -> ask(stub, "ReplicaUpdate", request, GatewayFutureStub::replicaUpdate));
    }

    /** What the function's instances wrote, oldest first, instance by instance. */
    public List<LogLine> logs(FunctionName name) {
        var request = GatewayMessages.named(name);
        String text = existing(name, () -> read("GetLog", request, GatewayFutureStub::getLog))
                .getMsg();
        if (text.isEmpty()) {
            requireNoDoubt(name);
        }
        return GatewayLog.lines(text);
    }

    /** What the gateway says of itself; empty where it does not. */
    public Optional<String> info() {
        Empty request = Empty.getDefaultInstance();
        try {
            return Optional.of(
                    read("Info", request, GatewayFutureStub::info).getMsg().strip());
        } catch (GatewayException e) {
            return Optional.empty();
        }
    }

    private <T> T existing(FunctionName name, Supplier<T> call) {
        try {
            return call.get();
        } catch (GatewayException e) {
            if (e.isAmbiguous()) {
                requireNoDoubt(name);
            }
            throw e;
        }
    }

    /** Throws where the function does not exist, or the gateway cannot be asked. One that describes no functions is taken to have it. */
    public void requireKnown(FunctionName name) {
        GatewayException doubt = doubt(name);
        if (doubt != null && doubt.code() != Code.UNIMPLEMENTED && !doubt.isAmbiguous()) {
            throw doubt;
        }
    }

    /** Throws what the gateway says of a function that does not exist; that it cannot say is no failure here. */
    private void requireNoDoubt(FunctionName name) {
        GatewayException doubt = doubt(name);
        if (doubt != null && doubt.isUnknownFunction()) {
            throw doubt;
        }
    }

    /** Why the gateway does not describe the function; null where it does, so that the function exists. */
    private @Nullable GatewayException doubt(FunctionName name) {
        try {
            describe(name);
            return null;
        } catch (GatewayException e) {
            return e;
        }
    }

    /** What the gateway describes as the function; null where it does not. */
    private @Nullable FunctionStatus found(FunctionName name) {
        try {
            return describe(name);
        } catch (GatewayException e) {
            return null;
        }
    }

    /** Asks, again where nobody was there to answer, until the deadline of all the asking. */
    private <Q extends MessageLite, A> A read(
            String method, Q request, BiFunction<GatewayFutureStub, Q, ListenableFuture<A>> call) {
        GatewayFutureStub once = stub.withDeadlineAfter(properties.deadline());
        return READS.invoke(() -> ask(once, method, request, call));
    }

    private <Q extends MessageLite, A> A ask(
            GatewayFutureStub with,
            String method,
            Q request,
            BiFunction<GatewayFutureStub, Q, ListenableFuture<A>> call) {
        return ReplyMemory.hold(breakers.asking(method, () -> await(method, request, call.apply(with, request))));
    }

    private static boolean isWorthRepeating(Throwable failure) {
        return failure instanceof GatewayException refused
                && refused.code() == Code.UNAVAILABLE
                && refused.fault() == Fault.GATEWAY
                && refused.retryAfter() == null;
    }

    static <T> T await(String method, MessageLite request, ListenableFuture<T> call) {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw GatewayFailures.of(method, request.getSerializedSize(), e);
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new GatewayException(method, Code.CANCELLED, "The call was interrupted.");
        }
    }
}
