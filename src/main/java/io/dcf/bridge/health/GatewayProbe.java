package io.dcf.bridge.health;

import io.dcf.bridge.breaker.Breakers;
import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.Redaction;
import io.dcf.bridge.channel.GatewayConnection;
import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.channel.LastResponse;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds out what answers at the gateway's address, by calls that change nothing. */
@Component
public class GatewayProbe {

    private static final String CREDENTIALS =
            "Set bridge.gateway.token, which the bridge sends with each call, to a token that the gateway accepts.";
    private static final String CHECK = "Check that the gateway runs and that bridge.gateway.address names it.";

    private final List<String> secrets;
    private final ServiceProbe service;
    private final ServiceNameCheck names;
    private final GatewayConnection connection;
    private final LastResponse responses;
    private final Breakers breakers;

    GatewayProbe(
            GatewayProperties properties,
            GatewayFutureStub stub,
            ServiceNameCheck names,
            GatewayConnection connection,
            LastResponse responses,
            Breakers breakers) {
        this.secrets = Redaction.secrets(properties.address(), properties.token(), null, null);
        this.service = new ServiceProbe(properties.serviceName(), stub);
        this.names = names;
        this.connection = connection;
        this.responses = responses;
        this.breakers = breakers;
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
            String reply = service.healthCheck(timeout);
            boolean ok =
                    reply.isBlank() || reply.equalsIgnoreCase("OK"); // else it may be that changes are not possible
            return answering(ok ? "." : ". It replied: " + Redaction.of(reply, "", secrets));
        } catch (GatewayException e) {
            return withoutHealth(e, start, timeout);
        }
    }

    private GatewayFinding withoutHealth(GatewayException failure, long start, Duration timeout) {
        if (failure.code() == Code.DEADLINE_EXCEEDED && responses.anySince(start)) {
            return answering(", but not to HealthCheck in time.");
        }
        if (failure.code() == Code.DEADLINE_EXCEEDED) {
            connection.renew(); // the connection may be dead, and gRPC would not notice for minutes
        }
        if (failure.code() != Code.UNIMPLEMENTED || failure.fault() == Fault.INVALID_REPLY) {
            return new GatewayFinding(
                    false, failure.detail(), failure.code() == Code.UNAUTHENTICATED ? CREDENTIALS : CHECK);
        }
        boolean lacksService = failure.fault() == Fault.UNKNOWN_SERVICE;
        return !lacksService && service.hasList(timeout)
                ? answering(", but has no HealthCheck.")
                : names.find(lacksService, timeout);
    }

    private GatewayFinding answering(String restrictions) {
        return new GatewayFinding(true, "It answers as " + service.name() + restrictions, null);
    }
}
