package io.dcf.gateway.cluster;

import io.dcf.gateway.call.Refusal;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.core.NestedExceptionUtils;

/** Translates failures of the API server into statuses for callers. */
public final class ApiFailure {

    private static final int UNPROCESSABLE = 422;

    private ApiFailure() {}

    /** Makes a change of the cluster; its failures become statuses. */
    public static void translate(Runnable change) {
        try {
            change.run();
        } catch (KubernetesClientException e) {
            throw explained(e);
        }
    }

    /** Reads from the cluster; failures become statuses. */
    static <T> T translated(Supplier<T> read) {
        try {
            return read.get();
        } catch (KubernetesClientException e) {
            throw explained(e);
        }
    }

    public static StatusRuntimeException explained(KubernetesClientException failure) {
        String sentence = sentence(failure);
        return switch (failure.getCode()) {
            case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE ->
                Refusal.with(Status.Code.INVALID_ARGUMENT, sentence);
            case HttpURLConnection.HTTP_FORBIDDEN -> forbidden(sentence);
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                Refusal.with(
                        Status.Code.UNAVAILABLE,
                        "the Kubernetes API server does not accept the gateway's credentials: " + sentence);
            case HttpURLConnection.HTTP_NOT_FOUND -> Refusal.with(Status.Code.FAILED_PRECONDITION, sentence);
            case HttpURLConnection.HTTP_CONFLICT ->
                Refusal.with(Status.Code.ABORTED, "the object was changed at the same time; retry: " + sentence);
            default -> unreachable(sentence);
        };
    }

    /** Whether the object was changed meanwhile, or exists already. */
    public static boolean isConflict(KubernetesClientException failure) {
        return failure.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    /** Whether the API server did not answer. */
    public static boolean isUnreachable(KubernetesClientException failure) {
        return failure.getCode() <= 0; // fabric8 sets no code if there was no response
    }

    private static StatusRuntimeException unreachable(String sentence) {
        return Refusal.with(Status.Code.UNAVAILABLE, "the Kubernetes API server does not answer: " + sentence);
    }

    private static StatusRuntimeException forbidden(String sentence) {
        return sentence.contains("exceeded quota")
                ? Refusal.with(Status.Code.RESOURCE_EXHAUSTED, sentence)
                : Refusal.with(
                        Status.Code.PERMISSION_DENIED, "the gateway lacks a permission in the cluster: " + sentence);
    }

    /** The API server's own message, or why it could not be reached. */
    public static String sentence(KubernetesClientException failure) {
        return Optional.ofNullable(failure.getStatus())
                .map(io.fabric8.kubernetes.api.model.Status::getMessage)
                .orElseGet(() -> unreached(failure));
    }

    private static String unreached(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause.getCause() instanceof UnresolvedAddressException) {
                return "its name cannot be resolved";
            }
            if (cause instanceof ConnectException) {
                return "the connection is refused";
            }
            if (cause instanceof HttpTimeoutException) {
                return "no answer in time";
            }
        }
        return NestedExceptionUtils.getMostSpecificCause(failure).toString();
    }
}
