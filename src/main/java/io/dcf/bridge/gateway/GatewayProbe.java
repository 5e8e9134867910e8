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
 * Finds out what answers at the gateway's address. Calls HealthCheck and List, which change nothing. If both are unknown, tries the other
 * names of the service, only to suggest a setting.
 */
@Component
public class GatewayProbe {

    /** The service's name in the guide's text; its clients, and so the dialect, write it with a capital letter. */
    private static final String NAME_IN_GUIDE = "pb.gateway";

    private static final Empty EMPTY = Empty.getDefaultInstance();
    private static final String SETTINGS =
            "check bridge.gateway.address, bridge.gateway.dialect and bridge.gateway.service-name.";
    private static final String CREDENTIALS =
            "Set bridge.gateway.token, which the bridge sends with each call, to a token that the gateway accepts.";
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
        Stream.concat(Arrays.stream(Dialect.values()).map(Dialect::serviceName), Stream.of(NAME_IN_GUIDE))
                .filter(name -> !name.equals(service))
                .forEach(name -> others.computeIfAbsent(
                        name,
                        other -> GatewayGrpc.newFutureStub(
                                ClientInterceptors.intercept(channel, new DialectInterceptor(dialect, other)))));
    }

    /**
     * Probes once.
     *
     * @param timeout of each of at most six calls
     */
    public GatewayFinding run(Duration timeout) {
        GatewayFinding found = find(timeout);
        if (found.answers()) {
            breakers.allowTrial(); // readiness and the breaker must not disagree for long
        }
        return found;
    }

    private GatewayFinding find(Duration timeout) {
        long start = System.nanoTime();
        try {
            Message reply = ManagementCalls.await(
                    "HealthCheck", EMPTY, stub.withDeadlineAfter(timeout).healthCheck(EMPTY));
            return new GatewayFinding(true, "It answers as " + service + "." + remark(reply.getMsg()), null);
        } catch (GatewayException e) {
            return withoutHealth(e, start, timeout);
        }
    }

    /** A reply other than OK, such as that changes are not possible at present. */
    private String remark(String reply) {
        return reply.isBlank() || reply.equalsIgnoreCase("OK")
                ? ""
                : " It replied: " + Redaction.of(reply, "", secrets);
    }

    private GatewayFinding withoutHealth(GatewayException failure, long start, Duration timeout) {
        if (failure.code() == Code.DEADLINE_EXCEEDED && answers.anySince(start)) {
            return new GatewayFinding(true, "It answers as " + service + ", but not to HealthCheck in time.", null);
        }
        if (failure.code() == Code.DEADLINE_EXCEEDED) {
            connection.renew(); // the connection may be dead, and gRPC would not notice for minutes
        }
        if (failure.code() != Code.UNIMPLEMENTED || failure.fault() == Fault.INVALID_REPLY) {
            return new GatewayFinding(
                    false, failure.detail(), failure.code() == Code.UNAUTHENTICATED ? CREDENTIALS : CHECK);
        }
        boolean lacksService = failure.fault() == Fault.UNKNOWN_SERVICE;
        if (!lacksService && hasList(timeout)) {
            return new GatewayFinding(true, "It answers as " + service + ", but has no HealthCheck.", null);
        }
        return others.entrySet().stream()
                .filter(other -> answers(other.getValue(), timeout))
                .findFirst()
                .map(other -> underOtherName(other.getKey()))
                .orElseGet(() -> lacksService || dialect.requiresAllMethods() ? underNoName() : withoutReads());
    }

    private GatewayFinding withoutReads() {
        return new GatewayFinding(
                true,
                "It answers, but as " + service + " has neither HealthCheck nor List.",
                "A gateway may have only Deploy, Update and Delete. If this is not one, " + SETTINGS);
    }

    private GatewayFinding underNoName() {
        return new GatewayFinding(
                false,
                "It does not answer as " + service + ".",
                "Neither does it answer as " + String.join(" or ", others.keySet()) + ": " + SETTINGS);
    }

    private GatewayFinding underOtherName(String name) {
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

    /** Whether the gateway has the method List, even if it fails. */
    private boolean hasList(Duration timeout) {
        GatewayException failure = list(stub, timeout);
        return failure == null || failure.code() != Code.UNIMPLEMENTED;
    }

    private static boolean answers(GatewayFutureStub stub, Duration timeout) {
        return healthCheck(stub, timeout) == null || list(stub, timeout) == null;
    }

    private static @Nullable GatewayException healthCheck(GatewayFutureStub stub, Duration timeout) {
        return failure("HealthCheck", stub.withDeadlineAfter(timeout).healthCheck(EMPTY));
    }

    private static @Nullable GatewayException list(GatewayFutureStub stub, Duration timeout) {
        return failure("List", stub.withDeadlineAfter(timeout).list(EMPTY));
    }

    private static @Nullable GatewayException failure(String method, ListenableFuture<?> call) {
        try {
            ManagementCalls.await(method, EMPTY, call);
            return null;
        } catch (GatewayException e) {
            return e;
        }
    }
}
