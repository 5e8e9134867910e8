package io.dcf.gateway.service;

import io.dcf.gateway.engine.Deployment;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Function;
import java.time.temporal.ChronoUnit;

/** Builds the message that describes a deployed function. */
final class FunctionDescription {

    /** Annotations that only the gateway sets: why a function takes no calls, and since when. */
    private static final String UNAVAILABLE = "dcf.io/unavailable";

    private static final String UNAVAILABLE_SINCE = "dcf.io/unavailable-since";

    private FunctionDescription() {}

    static Function of(Deployment deployment) {
        CreateFunctionRequest definition = deployment.definition();
        Function.Builder function = Function.newBuilder()
                .setName(definition.getService())
                .setImage(definition.getImage())
                .setInvocationCount(deployment.invocations())
                .setReplicas(deployment.replicas())
                .setAvailableReplicas(deployment.availableReplicas())
                .putAllAnnotations(definition.getAnnotationsMap())
                .removeAnnotations(UNAVAILABLE)
                .removeAnnotations(UNAVAILABLE_SINCE)
                .putAllLabels(definition.getLabelsMap());
        deployment
                .unavailability()
                .ifPresent(cause -> function.putAnnotations(UNAVAILABLE, cause.reason())
                        .putAnnotations(
                                UNAVAILABLE_SINCE,
                                cause.since().truncatedTo(ChronoUnit.MILLIS).toString()));
        return function.build();
    }
}
