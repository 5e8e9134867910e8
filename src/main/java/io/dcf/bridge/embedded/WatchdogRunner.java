package io.dcf.bridge.embedded;

import com.google.protobuf.ByteString;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Context;
import io.grpc.Deadline;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/** Runs functions as OpenFaaS's watchdog runs them: {@code POST /}, the body in and out, status and content type kept. */
final class WatchdogRunner {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Made when a function first needs it: it brings threads, and most gateways have no such function. */
    private final Supplier<HttpClient> client = SingletonSupplier.of(() -> HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build());

    Runner at(FunctionAddress address) {
        URI uri = URI.create("http://" + address.host() + ":" + address.port() + "/");
        return (function, input) -> post(uri, function, input);
    }

    private CompletableFuture<Output> post(URI uri, CreateFunctionRequest function, Input input) {
        CompletableFuture<HttpResponse<ByteString>> response =
                client.get().sendAsync(request(uri, input), BoundedBody.handler());
        CompletableFuture<Output> output = new CompletableFuture<>();
        output.whenComplete((done, failure) -> response.cancel(true));
        response.whenComplete((answer, failure) -> {
            if (failure == null) {
                output.complete(new Output(
                        answer.body(),
                        answer.statusCode(),
                        answer.headers().firstValue("Content-Type").orElse(null)));
            } else {
                output.completeExceptionally(explained(function.getService(), failure));
            }
        });
        return output;
    }

    private static HttpRequest request(URI uri, Input input) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .POST(
                        input.bytes().isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(input.bytes().toByteArray()));
        if (input.contentType() != null) {
            request.header("Content-Type", input.contentType());
        }
        if (input.callId() != null) {
            request.header("X-Call-Id", input.callId());
        }
        Deadline deadline = Context.current().getDeadline();
        if (deadline != null) {
            request.timeout(Duration.ofNanos(Math.max(1, deadline.timeRemaining(TimeUnit.NANOSECONDS))));
        }
        return request.build();
    }

    private static RuntimeException explained(String function, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return Refusal.unreachable(function);
        }
        if (cause instanceof HttpTimeoutException) {
            return Refusal.timedOut(function);
        }
        return new FunctionFailure(
                cause instanceof FunctionFailure ? cause.getMessage() : "it did not answer as HTTP says");
    }
}
