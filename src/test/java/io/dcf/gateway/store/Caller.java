package io.dcf.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.Message;
import io.dcf.gateway.server.RunningGateway;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Changes and invokes one function, as the only one who does, until the gateway is gone; knows then what of it must be there
 * when the gateway is back.
 */
final class Caller {

    private static final int BURST = 20;

    /** The function as a gateway would have it; no version where it is not deployed. */
    private record State(Optional<Integer> version, long replicas) {}

    private static final State NONE = new State(Optional.empty(), 0);

    private final String name;
    private final Random random;
    private State known = NONE;
    private State asked = NONE;
    private long counted;
    private long begun;
    private int versions;
    private int changes;
    private volatile int invocations;
    private int doubts;

    Caller(String name, Random random) {
        this.name = name;
        this.random = random;
    }

    /** How many changes a gateway has acknowledged to all of them. */
    static int changes(List<Caller> callers) {
        return callers.stream().mapToInt(caller -> caller.changes).sum();
    }

    /** How many invocations were answered to all of them; other threads may ask. */
    static int invocations(List<Caller> callers) {
        return callers.stream().mapToInt(caller -> caller.invocations).sum();
    }

    /** How many changes were cut short, so that they may be kept or not. */
    int doubts() {
        return doubts;
    }

    /** Fails where the gateway has not what it acknowledged, or has what it was never asked for. */
    void check(List<Function> all) {
        Optional<Function> found =
                all.stream().filter(each -> each.getName().equals(name)).findFirst();
        State state = found.map(Caller::stateOf).orElse(NONE);
        assertThat(state).as(name).isIn(known, asked);
        doubts += known.equals(asked) ? 0 : 1;
        if (found.isPresent() && known.version().isPresent()) {
            assertThat(found.get().getInvocationCount()).as(name + "'s count").isBetween(counted, begun);
        }
        known = state;
        asked = state;
        counted = found.map(Function::getInvocationCount).orElse(0L);
        begun = counted;
    }

    /** Calls until a call fails because the gateway is gone. */
    void call(ManagedChannel channel) {
        GatewayGrpc.GatewayBlockingStub stub = GatewayGrpc.newBlockingStub(channel);
        try {
            while (true) {
                change(stub);
                if (known.replicas() > 0) {
                    invoke(channel);
                }
                if (known.version().isPresent()) {
                    Function seen = stub.getMeta(RunningGateway.named(name));
                    assertThat(stateOf(seen)).isEqualTo(known);
                    assertThat(seen.getInvocationCount()).isBetween(counted, begun);
                    counted = seen.getInvocationCount();
                }
            }
        } catch (StatusRuntimeException | ExecutionException e) {
            assertThat(Status.fromThrowable(e)).matches(Caller::isGone, "that the gateway is gone");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where a connection breaks between two steps of a call, gRPC's client knows no better code for it. */
    private static boolean isGone(Status status) {
        return status.getCode() == Status.Code.UNAVAILABLE
                || status.getCode() == Status.Code.UNKNOWN && "channel closed".equals(status.getDescription());
    }

    private void change(GatewayGrpc.GatewayBlockingStub stub) {
        Optional<Integer> next = Optional.of(++versions);
        if (known.version().isEmpty()) {
            counted = 0;
            begun = 0;
            asked = new State(next, 1);
            stub.deploy(definition(versions));
        } else if (random.nextInt(10) == 0) {
            asked = NONE;
            stub.delete(definition(versions));
        } else if (random.nextBoolean()) {
            asked = new State(next, known.replicas());
            stub.update(definition(versions));
        } else {
            asked = new State(known.version(), random.nextInt(4));
            stub.replicaUpdate(RunningGateway.replicas(name, asked.replicas()));
        }
        known = asked;
        changes++;
    }

    private void invoke(ManagedChannel channel) throws ExecutionException, InterruptedException {
        GatewayGrpc.GatewayFutureStub stub = GatewayGrpc.newFutureStub(channel);
        int burst = 1 + random.nextInt(BURST);
        begun += burst;
        var answers = Stream.generate(() -> stub.invoke(RunningGateway.input(name, "")))
                .limit(burst)
                .toList();
        ExecutionException gone = null;
        for (var answer : answers) {
            try {
                Message output = answer.get(30, TimeUnit.SECONDS);
                assertThat(output.getMsg())
                        .isEqualTo(environment(known.version().orElseThrow()));
                counted++;
                invocations = invocations + 1;
            } catch (ExecutionException e) {
                gone = e;
            } catch (TimeoutException e) {
                throw new AssertionError("no answer", e);
            }
        }
        if (gone != null) {
            throw gone;
        }
    }

    /** The version stands in all of its parts, so that half a definition would show. */
    private CreateFunctionRequest definition(int version) {
        return RunningGateway.definition(name, "builtin/env")
                .putLabels("version", String.valueOf(version))
                .putAnnotations("version", String.valueOf(version))
                .putEnvVars("VERSION", padded(version))
                .build();
    }

    private static State stateOf(Function function) {
        String version = function.getLabelsOrThrow("version");
        assertThat(function.getAnnotationsOrThrow("version")).isEqualTo(version);
        return new State(Optional.of(Integer.valueOf(version)), function.getReplicas());
    }

    private static String environment(int version) {
        return "VERSION=" + padded(version) + "\n";
    }

    /** Of very different lengths, so that the database's pages are too. */
    private static String padded(int version) {
        return version + ":" + String.join("", Collections.nCopies(version * 997 % 5000, "x"));
    }
}
