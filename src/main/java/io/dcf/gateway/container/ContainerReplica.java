package io.dcf.gateway.container;

import io.dcf.gateway.call.FunctionAddress;
import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.engine.Endpoint;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A replica: its container, and the endpoint that it is once it takes calls. */
final class ContainerReplica {

    private final FunctionClients clients;
    private ContainerStatus status;
    private @Nullable Endpoint endpoint;
    private @Nullable String death;
    private Instant diedAt = Instant.MAX;
    private @Nullable String lastLine;

    ContainerReplica(ContainerStatus status, FunctionClients clients) {
        this.status = status;
        this.clients = clients;
    }

    synchronized ContainerStatus status() {
        return status;
    }

    /** Takes up what the engine says of it; a container that was restarted has another port. */
    synchronized void observe(ContainerStatus now) {
        if (!Objects.equals(now.address(), status.address())) {
            endpoint = null;
        }
        if (death == null) {
            now.exitCode().ifPresent(code -> died(code, Instant.MAX));
        }
        status = now;
    }

    /** Its process has ended, whether or not the engine has started it again. */
    synchronized void died(String exitCode, Instant time) {
        endpoint = null;
        death = "its container died with exit code " + exitCode;
        diedAt = time;
        lastLine = null;
    }

    /** How it died, unless it takes calls again. */
    synchronized Optional<String> death() {
        return Optional.ofNullable(death).map(how -> lastLine == null ? how : how + lastLine);
    }

    /** Asks for the last line of its log until its death, once. Whether it had not been asked for. */
    boolean explainDeath(Function<Instant, String> line) {
        Instant until;
        synchronized (this) {
            if (death == null || lastLine != null) {
                return false;
            }
            until = diedAt;
        }
        String last = line.apply(until);
        synchronized (this) {
            lastLine = last.isEmpty() ? "" : ": " + last;
        }
        return true;
    }

    synchronized Optional<Endpoint> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    boolean isReady() {
        return endpoint().isPresent();
    }

    /** Whether it takes calls since this was asked. */
    boolean becomesReady() {
        FunctionAddress address = status().address();
        if (isReady() || address == null || !ReadinessProbe.of(address)) {
            return false;
        }
        synchronized (this) {
            if (!address.equals(status.address())) {
                return false;
            }
            endpoint = new Endpoint(clients.at(address), 1);
            death = null;
            return true;
        }
    }
}
