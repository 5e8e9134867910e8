package io.dcf.bridge.bench;

import io.dcf.bridge.bench.AbandonedRequest.Moment;
import io.dcf.bridge.bench.Disconnect.Signal;
import io.grpc.netty.shaded.io.netty.channel.ChannelFutureListener;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Callers that disconnect: each its own HTTP/1.1 connection, or a stream of an HTTP/2 connection that others use. */
final class DisconnectingCallers {

    private static final int RECEIVE_BUFFER = 8 << 10;

    private final Loop loop;
    private final int port;
    private final List<Http2Client> shared;
    private final List<CompletableFuture<Void>> started = new ArrayList<>();
    private final Map<Moment, Integer> moments = new EnumMap<>(Moment.class);
    private final Map<Signal, Integer> signals = new EnumMap<>(Signal.class);

    DisconnectingCallers(Loop loop, int port, List<Http2Client> shared) {
        this.loop = loop;
        this.port = port;
        this.shared = shared;
    }

    /** Starts one more; on the loop. */
    void start() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        AbandonedRequest request = AbandonedRequest.random();
        boolean http2 = request.moment() != Moment.HEAD && random.nextInt(3) == 0;
        Signal signal = http2 ? Signal.RST_STREAM : random.nextBoolean() ? Signal.CLOSE : Signal.RESET;
        Disconnect disconnect = new Disconnect(request, signal);
        started.add(disconnect.done().thenAccept(disconnected -> {
            if (disconnected) {
                moments.merge(request.moment(), 1, Integer::sum);
                signals.merge(signal, 1, Integer::sum);
            }
        }));
        if (http2) {
            shared.get(random.nextInt(shared.size())).open(disconnect, disconnect::start, failure -> disconnect.fail());
        } else {
            connect(disconnect);
        }
    }

    private void connect(Disconnect disconnect) {
        loop.client(port)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER) // so that most of a large response waits in the bridge
                .handler(disconnect)
                .connect()
                .addListener((ChannelFutureListener) opened -> {
                    if (opened.isSuccess()) {
                        disconnect.start(opened.channel());
                    } else {
                        disconnect.fail();
                    }
                });
    }

    /** Waits for all of them; each disconnects by itself. */
    void await() {
        CompletableFuture.allOf(started.toArray(CompletableFuture[]::new)).join();
    }

    @Override
    public String toString() {
        int count = moments.values().stream().mapToInt(Integer::intValue).sum();
        return "%d disconnected (%s; %s)".formatted(count, list(moments), list(signals));
    }

    private static String list(Map<?, Integer> counts) {
        return counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey().toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
