package io.dcf.gateway.call;

import io.grpc.Context;
import io.grpc.Deadline;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/**
 * Calls functions by HTTP, with the request of their caller or, if the caller sent only bytes, with {@code POST /} as OpenFaaS's watchdog
 * expects. Does not follow redirects.
 */
final class HttpRunner {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Created on first use: it has threads, and most gateways have no function that needs it. */
    private final Supplier<HttpClient> client = SingletonSupplier.of(() -> HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build());

    Runner at(FunctionAddress address) {
        return (function, input) -> {
            CompletableFuture<Output> output = new CompletableFuture<>();
            send(address.uris(), function.getService(), input, Context.current().getDeadline(), output);
            return output;
        };
    }

    /** Sends the request to the first address that accepts a connection. */
    private void send(
            Iterator<URI> uris,
            String function,
            Input input,
            @Nullable Deadline deadline,
            CompletableFuture<Output> output) {
        CompletableFuture<HttpResponse<Output>> response =
                client.get().sendAsync(request(uris.next(), input, deadline), HttpResponses.handler(input));
        output.whenComplete((done, failure) -> response.cancel(true));
        response.whenComplete((answer, failure) -> {
            if (failure == null) {
                if (!output.complete(answer.body())) {
                    answer.body().discard();
                }
            } else if (cause(failure) instanceof ConnectException && uris.hasNext() && !output.isDone()) {
                send(uris, function, input, deadline, output);
            } else {
                output.completeExceptionally(explained(function, cause(failure)));
            }
        });
    }

    private static HttpRequest request(URI uri, Input input, @Nullable Deadline deadline) {
        HttpRequest.Builder request = HttpRequests.to(uri, input);
        if (deadline != null) {
            request.timeout(Duration.ofNanos(Math.max(1, deadline.timeRemaining(TimeUnit.NANOSECONDS))));
        }
        return request.build();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static RuntimeException explained(String function, Throwable cause) {
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new UnreachableException(function);
        }
        if (cause instanceof HttpTimeoutException) {
            return Refusal.timedOut(function);
        }
        return new FunctionFailure(
                cause instanceof FunctionFailure ? cause.getMessage() : "its response is not valid HTTP");
    }
}
