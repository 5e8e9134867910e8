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
 * The connections to the gateway as one channel: a call goes by the one with the fewest under way. Gateways and proxies may
 * allow no more than a hundred at once by each, and the rest waits here.
 */
public final class Connections extends Channel {

    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final Duration SELDOM = Duration.ofSeconds(5);

    private final List<ManagedChannel> channels;
    private final List<AtomicInteger> underWay;
    private volatile boolean ended;
    private long renewed = System.nanoTime();

    Connections(List<ManagedChannel> channels) {
        this.channels = List.copyOf(channels);
        this.underWay = channels.stream().map(channel -> new AtomicInteger()).toList();
    }

    /** Each of them, the first one first. */
    List<ManagedChannel> all() {
        return channels;
    }

    /** Ends all calls, also those that are under way. */
    void end() {
        ended = true;
        channels.forEach(ManagedChannel::shutdownNow);
    }

    boolean hasEnded() {
        return ended;
    }

    /** How many of them are in a state. */
    long count(ConnectivityState state) {
        return channels.stream()
                .filter(channel -> channel.getState(false) == state)
                .count();
    }

    /** Leaves the connections to the calls under way, and makes others for those to come. */
    synchronized void renew() {
        renewed = System.nanoTime();
        channels.forEach(Connections::renew);
    }

    /**
     * Likewise, since nothing was heard of the gateway for the time that a call had: the connection may be dead, and nothing
     * else would tell for minutes. Not again and again, though, as it may be the function that takes its time.
     *
     * @param since when the call started, a reading of {@link System#nanoTime()}
     */
    synchronized void doubt(long since) {
        long now = System.nanoTime();
        if (!ended && now - since > SILENCE.toNanos() && now - renewed > SELDOM.toNanos()) {
            renew();
        }
    }

    /** Another connection, at once. */
    static void renew(ManagedChannel channel) {
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
        return new Counted<>(channels.get(least).newCall(method, options), underWay.get(least));
    }

    /** One that is down would have the fewest, since it fails them at once. */
    private long load(int index) {
        boolean ready = channels.get(index).getState(false) == ConnectivityState.READY;
        return underWay.get(index).get() + (ready ? 0L : Integer.MAX_VALUE);
    }

    @Override
    public String authority() {
        return channels.get(0).authority();
    }

    private static final class Counted<Q, A> extends SimpleForwardingClientCall<Q, A> {

        private final AtomicInteger underWay;

        Counted(ClientCall<Q, A> call, AtomicInteger underWay) {
            super(call);
            this.underWay = underWay;
        }

        @Override
        public void start(Listener<A> listener, Metadata metadata) {
            underWay.incrementAndGet();
            super.start(
                    new SimpleForwardingClientCallListener<>(listener) {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            underWay.decrementAndGet();
                            super.onClose(status, trailers);
                        }
                    },
                    metadata);
        }
    }
}
