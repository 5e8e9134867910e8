package io.dcf.gateway.service;

import io.dcf.gateway.engine.Deployment;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.FunctionDescription;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Builds the messages that describe a deployed function. */
final class FunctionMessages {

    /** Annotations that only the gateway sets: why a function takes no calls, and since when. */
    private static final String UNAVAILABLE = "dcf.io/unavailable";

    private static final String UNAVAILABLE_SINCE = "dcf.io/unavailable-since";

    private FunctionMessages() {}

    /** The function with its definition, without credentials for a registry. */
    static FunctionDescription description(Deployment deployment) {
        return FunctionDescription.newBuilder()
                .setStatus(status(deployment))
                .setDefinition(deployment.definition().toBuilder().clearRegistryAuth())
                .setCreatedAt(
                        deployment.created().map(FunctionMessages::timestamp).orElse(""))
                .build();
    }

    static Function status(Deployment deployment) {
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
                        .putAnnotations(UNAVAILABLE_SINCE, timestamp(cause.since())));
        return function.build();
    }

    private static String timestamp(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
