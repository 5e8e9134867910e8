package io.dcf.gateway.docker;

import io.dcf.gateway.call.FunctionAddress;
import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.engine.Endpoint;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A replica: its container, and the endpoint that it is once it takes calls. */
final class ContainerReplica {

    private final FunctionClients clients;
    private ContainerStatus status;
    private @Nullable Endpoint endpoint;
    private @Nullable String death;
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
            now.exitCode().ifPresent(this::died);
        }
        status = now;
    }

    /** Its process has ended, whether or not the engine has started it again. */
    synchronized void died(String exitCode) {
        endpoint = null;
        death = "its container died with exit code " + exitCode;
        lastLine = null;
    }

    /** How it died, unless it takes calls again. */
    synchronized Optional<String> death() {
        return Optional.ofNullable(death).map(how -> lastLine == null ? how : how + lastLine);
    }

    /** Asks for the last line of its log, once for each death. Whether it had not been asked for. */
    boolean explainDeath(Supplier<String> line) {
        synchronized (this) {
            if (death == null || lastLine != null) {
                return false;
            }
        }
        String last = line.get();
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
        if (isReady() || address == null || !Readiness.of(address)) {
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
