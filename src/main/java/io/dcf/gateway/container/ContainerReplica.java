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

/** A replica of a function: its container, and its endpoint while it takes calls. */
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

    /** Updates its status; a container that was restarted has another port. */
    synchronized void observe(ContainerStatus now) {
        if (!Objects.equals(now.address(), status.address())) {
            endpoint = null;
        }
        if (death == null) {
            now.exitCode().ifPresent(code -> died(code, Instant.MAX));
        }
        status = now;
    }

    /** Its process has ended, even if the engine has restarted it since. */
    synchronized void died(String exitCode, Instant time) {
        endpoint = null;
        death = "its container died with exit code " + exitCode;
        diedAt = time;
        lastLine = null;
    }

    /** How its process ended; empty if it takes calls again. */
    synchronized Optional<String> death() {
        return Optional.ofNullable(death).map(how -> lastLine == null ? how : how + lastLine);
    }

    /** Reads the last line of its log before its death, once per death; returns whether it did. */
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

    /** Probes it if it is not ready; returns whether it has become ready. */
    boolean becomesReady() {
        FunctionAddress address = status().address();
        if (isReady() || address == null || !ReadinessProbe.succeeds(address)) {
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
