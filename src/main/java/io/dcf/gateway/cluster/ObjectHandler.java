package io.dcf.gateway.cluster;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Consumer;

/**
 * Receives the events of an informer.
 *
 * @param present receives each object that appeared or changed
 * @param gone receives each object that was deleted
 */
record ObjectHandler<T>(Consumer<T> present, Consumer<T> gone) implements ResourceEventHandler<T> {

    @Override
    public void onAdd(T object) {
        present.accept(object);
    }

    @Override
    public void onUpdate(T before, T now) {
        present.accept(now);
    }

    @Override
    public void onDelete(T object, boolean unknown) {
        gone.accept(object);
    }
}
