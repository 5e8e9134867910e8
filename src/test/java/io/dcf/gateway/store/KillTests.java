package io.dcf.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.server.KilledGateway;
import io.dcf.gateway.server.RunningGateway;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the gateway at any moment, while it starts or while it is called, starts it again, and looks whether everything that
 * was acknowledged is there. The many: {@code ./mvnw test -Dtest=KillTests -Dgroups=kill -DexcludedGroups=}.
 */
class KillTests {

    private static final int LANES = 2;
    private static final int CALLERS = 3;
    private static final int KILLS_OF_A_DIRECTORY = 10;
    private static final int LONGEST_START_MILLIS = 1500;
    private static final int LONGEST_LIFE_MILLIS = 300;

    @TempDir
    private Path directory;

    private final long seed = System.nanoTime();

    @Test
    void losesNothingAcknowledgedInAFewKills() throws Exception {
        killInLanes(6, KilledGateway.CLASSES);
    }

    @Test
    @Tag("kill")
    void losesNothingAcknowledgedInManyKills() throws Exception {
        killInLanes(200, KilledGateway.archive(directory));
    }

    private void killInLanes(int kills, List<String> classes) throws Exception {
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            List<Callable<Tally>> all = IntStream.range(0, LANES)
                    .<Callable<Tally>>mapToObj(lane -> () -> killMany(lane, kills / LANES, classes))
                    .toList();
            Tally total = new Tally(0, 0, 0, 0, 0);
            for (Future<Tally> lane : lanes.invokeAll(all)) {
                total = total.plus(lane.get());
            }
            System.out.printf(
                    "kills: %d survived, %d of them while it started; %d changes and %d invocations acknowledged, %d changes"
                            + " cut short (seed %d)%n",
                    total.kills, total.atStart, total.changes, total.invocations, total.doubts, seed);
            assertThat(total.kills).isEqualTo(kills);
            assertThat(total.changes).isPositive();
            assertThat(total.invocations).isPositive();
        } finally {
            lanes.shutdownNow();
        }
    }

    private record Tally(int kills, int atStart, int changes, int invocations, int doubts) {
        Tally plus(Tally other) {
            return new Tally(
                    kills + other.kills,
                    atStart + other.atStart,
                    changes + other.changes,
                    invocations + other.invocations,
                    doubts + other.doubts);
        }
    }

    private Tally killMany(int lane, int kills, List<String> classes) throws Exception {
        Random random = new Random(seed + lane);
        Tally tally = new Tally(0, 0, 0, 0, 0);
        while (tally.kills < kills) {
            Path data = directory.resolve(lane + "-" + tally.kills);
            int next = Math.min(KILLS_OF_A_DIRECTORY, kills - tally.kills);
            tally = tally.plus(kill(classes, data, next, random));
        }
        return tally;
    }

    /** Kills gateways of one directory, which is new; the last start is there to be looked at. */
    private static Tally kill(List<String> classes, Path data, int kills, Random random) throws Exception {
        List<Caller> callers = IntStream.range(0, CALLERS)
                .mapToObj(number -> new Caller("f" + number, new Random(random.nextLong())))
                .toList();
        int atStart = 0;
        for (int i = 0; i < kills; i++) {
            KilledGateway gateway = new KilledGateway(classes, data);
            if (i == 0 || i > 1 && random.nextInt(5) == 0) {
                Thread.sleep(random.nextInt(LONGEST_START_MILLIS));
                gateway.kill();
                atStart++;
            } else {
                use(gateway, callers, i == 1 || random.nextBoolean(), random.nextInt(LONGEST_LIFE_MILLIS));
            }
        }
        try (RunningGateway last = RunningGateway.started(Map.of("data-dir", data.toString()))) {
            look(callers, last.channel());
        }
        return new Tally(
                kills,
                atStart,
                Caller.changes(callers),
                Caller.invocations(callers),
                callers.stream().mapToInt(Caller::doubts).sum());
    }

    /** Kills it so long after the first call or, where it is to be busy, after the first answered invocation. */
    private static void use(KilledGateway gateway, List<Caller> callers, boolean busy, int millis) throws Exception {
        ManagedChannel channel = channel(gateway.port());
        ExecutorService calls = Executors.newFixedThreadPool(callers.size());
        try {
            look(callers, channel);
            List<Future<?>> ends = new ArrayList<>();
            callers.forEach(caller -> ends.add(calls.submit(() -> caller.call(channel))));
            if (busy) {
                int before = Caller.invocations(callers);
                await().atMost(1, TimeUnit.MINUTES).until(() -> Caller.invocations(callers) > before);
            }
            Thread.sleep(millis);
            gateway.kill();
            for (Future<?> end : ends) {
                end.get(30, TimeUnit.SECONDS);
            }
        } finally {
            calls.shutdownNow();
            channel.shutdownNow();
        }
    }

    private static void look(List<Caller> callers, ManagedChannel channel) {
        List<Function> all = GatewayGrpc.newBlockingStub(channel)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .list(Empty.getDefaultInstance())
                .getFunctionsList();
        callers.forEach(caller -> caller.check(all));
    }

    private static ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }
}
