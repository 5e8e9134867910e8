package io.dcf.bridge.channel;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The connections to the gateway as one channel. A call uses the connection with the fewest calls in progress. Gateways and proxies may
 * allow only a hundred concurrent calls on each, and further calls wait here.
 */
public final class Connections extends Channel {

    private static final Duration MIN_SILENCE = Duration.ofSeconds(1);
    private static final Duration MIN_RENEW_INTERVAL = Duration.ofSeconds(5);

    private final List<ManagedChannel> channels;
    private final List<AtomicInteger> inProgress;
    private volatile boolean ended;
    private long lastRenewal = System.nanoTime();

    Connections(List<ManagedChannel> channels) {
        this.channels = List.copyOf(channels);
        this.inProgress = channels.stream().map(channel -> new AtomicInteger()).toList();
    }

    /** All connections. */
    List<ManagedChannel> all() {
        return channels;
    }

    /** Cancels all calls, including those in progress. */
    void end() {
        ended = true;
        channels.forEach(ManagedChannel::shutdownNow);
    }

    boolean hasEnded() {
        return ended;
    }

    /** The number of connections in the state. */
    long count(ConnectivityState state) {
        return channels.stream()
                .filter(channel -> channel.getState(false) == state)
                .count();
    }

    /** Makes new connections for new calls; calls in progress keep theirs. */
    synchronized void renew() {
        lastRenewal = System.nanoTime();
        channels.forEach(Connections::renew);
    }

    /**
     * Likewise, after a call timed out and the gateway sent nothing since its start: the connection may be dead, and gRPC would not notice for
     * minutes. At most every 5 seconds, since the function may just be slow.
     *
     * @param since when the call started, a reading of {@link System#nanoTime()}
     */
    synchronized void renewIfSilent(long since) {
        long now = System.nanoTime();
        if (!ended && now - since > MIN_SILENCE.toNanos() && now - lastRenewal > MIN_RENEW_INTERVAL.toNanos()) {
            renew();
        }
    }

    /** Connects those that are not connected. */
    void reconnect() {
        channels.stream()
                .filter(channel -> channel.getState(true) != ConnectivityState.READY)
                .forEach(Connections::renew);
    }

    /** Makes a new connection immediately. */
    private static void renew(ManagedChannel channel) {
        channel.enterIdle();
        channel.getState(true);
    }

    @Override
    public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
        if (channels.size() == 1) {
            return channels.get(0).newCall(method, options);
        }
        int least =
                IntStream.range(1, channels.size()).reduce(0, (best, next) -> load(next) < load(best) ? next : best);
        return new Counted<>(channels.get(least).newCall(method, options), inProgress.get(least));
    }

    /** A connection that is down ranks last: it fails calls immediately, and would have the fewest. */
    private long load(int index) {
        boolean ready = channels.get(index).getState(false) == ConnectivityState.READY;
        return inProgress.get(index).get() + (ready ? 0L : Integer.MAX_VALUE);
    }

    @Override
    public String authority() {
        return channels.get(0).authority();
    }

    private static final class Counted<Q, A> extends SimpleForwardingClientCall<Q, A> {

        private final AtomicInteger inProgress;

        Counted(ClientCall<Q, A> call, AtomicInteger inProgress) {
            super(call);
            this.inProgress = inProgress;
        }

        @Override
        public void start(Listener<A> listener, Metadata metadata) {
            inProgress.incrementAndGet();
            super.start(
                    new SimpleForwardingClientCallListener<>(listener) {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            inProgress.decrementAndGet();
                            super.onClose(status, trailers);
                        }
                    },
                    metadata);
        }
    }
}
