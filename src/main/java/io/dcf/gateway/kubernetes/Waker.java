package io.dcf.gateway.kubernetes;

import io.dcf.gateway.cluster.ApiFailure;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.concurrent.CompletableFuture;

/** Scales a function up from 0 for calls that wait for its first pod. */
final class Waker {

    private final ClusterFunction function;
    private final InvocationCounter counter;
    private final FunctionContext context;
    private final WaitingCalls waiting;

    Waker(ClusterFunction function, InvocationCounter counter, FunctionContext context) {
        this.function = function;
        this.counter = counter;
        this.context = context;
        this.waiting = new WaitingCalls(
                function.definition().getService(), context.settings().maxWaiting());
    }

    boolean isIdle() {
        return waiting.isEmpty();
    }

    /** Lets the call wait for an endpoint, and scales the function up if it is scaled to 0. */
    CompletableFuture<Void> await() {
        CompletableFuture<Void> call = waiting.add(function::noEndpoint);
        if (!function.endpoints().isEmpty()) {
            proceed(); // they have come meanwhile
        } else {
            wake();
        }
        return call;
    }

    /** Lets the waiting calls proceed. */
    void proceed() {
        waiting.proceed();
    }

    /** Scales the function up, on another thread, if it is scaled to 0 and calls wait. */
    void wake() {
        if (isNeeded()) {
            context.executor().execute(this::scaleUp);
        }
    }

    private boolean isNeeded() {
        return function.replicas() == 0 && !waiting.isEmpty();
    }

    /** Fails on a conflict if the Deployment has changed meanwhile; the informers report that change soon. */
    private void scaleUp() {
        Deployment asleep = function.deployment();
        if (!isNeeded()) {
            return;
        }
        try {
            counter.touch();
            function.flush();
            context.objects().scale(asleep, Math.max(1, function.definition().getMinReplicas()), true);
        } catch (KubernetesClientException e) {
            if (!ApiFailure.isConflict(e)) {
                waiting.fail(ApiFailure.explained(e));
            }
        }
    }
}
