package io.dcf.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.Service;

/** How often a function was invoked: what its Service says, and what this gateway has not added to that yet. */
final class InvocationCount {

    private long version = -1;
    private long kept;
    private long pending;

    synchronized void add() {
        pending++;
    }

    synchronized long total() {
        return kept + pending;
    }

    synchronized long pending() {
        return pending;
    }

    /** Takes a state of the Service, unless it knows of a later one. */
    synchronized void seen(Service service) {
        if (ClusterState.version(service) > version) {
            version = ClusterState.version(service);
            kept = kept(service);
        }
    }

    /** This many of those that were pending are in the Service now. */
    synchronized void added(long number, Service service) {
        pending -= number;
        seen(service);
    }

    /** What a Service says, 0 where it says nothing that can be read. */
    static long kept(Service service) {
        String text = Names.annotation(service, Names.INVOCATIONS);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
