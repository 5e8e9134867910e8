package io.dcf.bridge.gateway;

import com.google.common.util.concurrent.ListenableFuture;
import io.dcf.bridge.breaker.Breakers;
import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.Redaction;
import io.dcf.bridge.channel.Dialect;
import io.dcf.bridge.channel.DialectInterceptor;
import io.dcf.bridge.channel.GatewayConnection;
import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.channel.LastResponse;
import io.dcf.bridge.function.GatewayFinding;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.dcf.gateway.guide.Message;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Finds out what stands where the gateway is looked for. It asks HealthCheck and List, which change nothing; where they
 * are not known, it asks under the other names that a service may have, to say which to try, and leaves it at that.
 */
@Component
public class GatewayProbe {

    /** As the guide prints the service; its clients, and so the dialect, write it with a capital. */
    private static final String PRINTED = "pb.gateway";

    private static final Empty NOTHING = Empty.getDefaultInstance();
    private static final String SETTINGS =
            "check bridge.gateway.address, bridge.gateway.dialect and bridge.gateway.service-name.";
    private static final String CREDENTIALS =
            "Set bridge.gateway.token, which the bridge sends with each call, to a token that the gateway takes.";
    private static final String CHECK = "Check that the gateway runs and that bridge.gateway.address names it.";

    private final Dialect dialect;
    private final List<String> secrets;
    private final String service;
    private final GatewayFutureStub stub;
    private final GatewayConnection connection;
    private final LastResponse answers;
    private final Breakers breakers;
    private final Map<String, GatewayFutureStub> others = new LinkedHashMap<>();

    GatewayProbe(
            GatewayProperties properties,
            GatewayFutureStub stub,
            GatewayConnection connection,
            LastResponse answers,
            Breakers breakers,
            @Qualifier("channelToGateway") Channel channel) {
        this.dialect = properties.dialect();
        this.secrets = Redaction.secrets(properties.address(), properties.token(), null, null);
        this.service = properties.serviceName();
        this.stub = stub;
        this.connection = connection;
        this.answers = answers;
        this.breakers = breakers;
        Stream.concat(Arrays.stream(Dialect.values()).map(Dialect::serviceName), Stream.of(PRINTED))
                .filter(name -> !name.equals(service))
                .forEach(name -> others.computeIfAbsent(
                        name,
                        other -> GatewayGrpc.newFutureStub(
                                ClientInterceptors.intercept(channel, new DialectInterceptor(dialect, other)))));
    }

    /**
     * Looks once.
     *
     * @param patience how long each of at most six calls may take
     */
    public GatewayFinding look(Duration patience) {
        GatewayFinding found = find(patience);
        if (found.answers()) {
            breakers.heard(); // so that calls are not refused for long while the bridge says that it is ready
        }
        return found;
    }

    private GatewayFinding find(Duration patience) {
        long asked = System.nanoTime();
        try {
            Message said = FunctionGateway.await(
                    "HealthCheck", NOTHING, stub.withDeadlineAfter(patience).healthCheck(NOTHING));
            return new GatewayFinding(true, "It answers as " + service + "." + remark(said.getMsg()), null);
        } catch (GatewayException e) {
            return withoutHealth(e, asked, patience);
        }
    }

    /** What a gateway says in place of OK, such as that it takes no changes at present. */
    private String remark(String said) {
        return said.isBlank() || said.equalsIgnoreCase("OK") ? "" : " It says: " + Redaction.of(said, "", secrets);
    }

    private GatewayFinding withoutHealth(GatewayException failure, long asked, Duration patience) {
        if (failure.code() == Code.DEADLINE_EXCEEDED && answers.anySince(asked)) {
            return new GatewayFinding(true, "It answers as " + service + ", but HealthCheck not in time.", null);
        }
        if (failure.code() == Code.DEADLINE_EXCEEDED) {
            connection.renew(); // it may be the connection that is dead, and nothing else would tell for minutes
        }
        if (failure.code() != Code.UNIMPLEMENTED || failure.fault() == Fault.INVALID_REPLY) {
            return new GatewayFinding(
                    false, failure.detail(), failure.code() == Code.UNAUTHENTICATED ? CREDENTIALS : CHECK);
        }
        boolean lacksService = failure.fault() == Fault.UNKNOWN_SERVICE;
        if (!lacksService && hasList(patience)) {
            return new GatewayFinding(true, "It answers as " + service + ", but has no HealthCheck.", null);
        }
        return others.entrySet().stream()
                .filter(other -> answers(other.getValue(), patience))
                .findFirst()
                .map(other -> elsewhere(other.getKey()))
                .orElseGet(() -> lacksService || dialect.promisesAllMethods() ? nowhere() : bare());
    }

    private GatewayFinding bare() {
        return new GatewayFinding(
                true,
                "It answers, but as " + service + " has neither HealthCheck nor List.",
                "A gateway may have Deploy, Update and Delete alone. If this is not one, " + SETTINGS);
    }

    private GatewayFinding nowhere() {
        return new GatewayFinding(
                false,
                "It does not answer as " + service + ".",
                "Nor does it as " + String.join(" or ", others.keySet()) + ": " + SETTINGS);
    }

    private GatewayFinding elsewhere(String name) {
        String dialects = Arrays.stream(Dialect.values())
                .filter(each -> each.serviceName().equals(name))
                .map(Dialect::toString)
                .collect(Collectors.joining(" or "));
        String fix = dialects.isEmpty()
                ? "set bridge.gateway.service-name=" + name + "."
                : "set bridge.gateway.dialect=" + dialects + ", and no bridge.gateway.service-name.";
        return new GatewayFinding(
                false, "It does not answer as " + service + ".", "It answers as " + name + ": " + fix);
    }

    /** Whether there is a List, be it one that fails. */
    private boolean hasList(Duration patience) {
        GatewayException failure = list(stub, patience);
        return failure == null || failure.code() != Code.UNIMPLEMENTED;
    }

    private static boolean answers(GatewayFutureStub stub, Duration patience) {
        return healthCheck(stub, patience) == null || list(stub, patience) == null;
    }

    private static @Nullable GatewayException healthCheck(GatewayFutureStub stub, Duration patience) {
        return failure("HealthCheck", stub.withDeadlineAfter(patience).healthCheck(NOTHING));
    }

    private static @Nullable GatewayException list(GatewayFutureStub stub, Duration patience) {
        return failure("List", stub.withDeadlineAfter(patience).list(NOTHING));
    }

    private static @Nullable GatewayException failure(String method, ListenableFuture<?> call) {
        try {
            FunctionGateway.await(method, NOTHING, call);
            return null;
        } catch (GatewayException e) {
            return e;
        }
    }
}
