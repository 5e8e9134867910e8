package io.dcf.gateway.kubernetes;

import io.dcf.gateway.cluster.ApiFailure;
import io.dcf.gateway.cluster.ClusterObjects;
import io.dcf.gateway.cluster.FunctionInformers;
import io.dcf.gateway.manifest.InvocationRecord;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Map;

/** Counts invocations of a function: the number and time that its Service holds, and what this gateway has not added to them yet. */
final class InvocationCounter {

    private static final String MANAGER = "dcf-gateway-counts";

    private final Object flushing = new Object();
    private long version = -1;
    private long stored;
    private long pending;
    private Instant invoked = Instant.EPOCH;
    private boolean touched;

    synchronized void add() {
        pending++;
        touch();
    }

    /** Notes that the function is in use, without counting an invocation. */
    synchronized void touch() {
        invoked = Instant.now();
        touched = true;
    }

    synchronized long total() {
        return stored + pending;
    }

    /** The time of the last use by any gateway, as far as this one knows. */
    synchronized Instant invoked() {
        return invoked;
    }

    /** Takes a version of the Service, unless a later one is known. */
    synchronized void seen(Service service) {
        if (FunctionInformers.version(service) > version) {
            version = FunctionInformers.version(service);
            InvocationRecord written = InvocationRecord.of(service);
            stored = written.number();
            invoked = written.plus(0, invoked).last();
        }
    }

    /** Adds the pending invocations to the Service, as other gateways do. */
    void flush(Service known, ClusterObjects objects) {
        synchronized (flushing) { // concurrent flushes would add the same invocations twice
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

    /** Adds to the version that was read; repeats if another gateway changed the Service meanwhile. */
    private Service add(long number, Service known, ClusterObjects objects) {
        Service base = known;
        while (true) {
            try {
                var metadata = InvocationRecord.of(base).plus(number, invoked()).metadata(base);
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
}
