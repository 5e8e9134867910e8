package io.dcf.gateway.kubernetes;

import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

/** How often a function was invoked, and when last: what its Service says, and what this gateway has not added to that yet. */
final class InvocationCounter {

    private static final String MANAGER = "dcf-gateway-counts";

    private final Object flushing = new Object();
    private long version = -1;
    private long kept;
    private long pending;
    private Instant invoked = Instant.EPOCH;
    private boolean touched;

    synchronized void add() {
        pending++;
        touch();
    }

    /** Notes that the function is in use, whether a call of it is counted or not. */
    synchronized void touch() {
        invoked = Instant.now();
        touched = true;
    }

    synchronized long total() {
        return kept + pending;
    }

    /** When a gateway last used it, as far as this one knows. */
    synchronized Instant invoked() {
        return invoked;
    }

    /** Takes a state of the Service, unless it knows of a later one. */
    synchronized void seen(Service service) {
        if (ClusterState.version(service) > version) {
            version = ClusterState.version(service);
            kept = kept(service);
            Instant elsewhere = invoked(service);
            invoked = elsewhere.isAfter(invoked) ? elsewhere : invoked;
        }
    }

    /** Adds what is pending to the Service, where other gateways add theirs. */
    void flush(Service known, ClusterObjects objects) {
        synchronized (flushing) { // what two add at once would be added twice
            flushPending(known, objects);
        }
    }

    private void flushPending(Service known, ClusterObjects objects) {
        long number;
        synchronized (this) {
            if (!touched) {
                return;
            }
            number = pending;
            touched = false;
        }
        try {
            Service written = add(number, known, objects);
            synchronized (this) {
                pending -= number;
                seen(written);
            }
        } catch (RuntimeException e) {
            synchronized (this) {
                touched = true;
            }
            throw e;
        }
    }

    /** Only to the Service as it was read; where another gateway was faster, once more. */
    private Service add(long number, Service known, ClusterObjects objects) {
        Service base = known;
        while (true) {
            try {
                Map<String, Object> metadata = Map.of(
                        "resourceVersion",
                        base.getMetadata().getResourceVersion(),
                        "annotations",
                        Map.of(
                                Names.INVOCATIONS,
                                String.valueOf(kept(base) + number),
                                Names.INVOKED,
                                later(invoked(base), invoked()).toString()));
                return objects.merge(base, Map.of("metadata", metadata), MANAGER);
            } catch (KubernetesClientException e) {
                Service now = ApiFailure.isConflict(e) ? objects.get(known) : null;
                if (now == null) {
                    throw e;
                }
                base = now;
            }
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** What a Service says, 0 where it says nothing that can be read. */
    private static long kept(Service service) {
        String text = Names.annotation(service, Names.INVOCATIONS);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    private static Instant invoked(Service service) {
        try {
            return Instant.parse(Names.annotation(service, Names.INVOKED));
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
