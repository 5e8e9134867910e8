package io.dcf.gateway.engine;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import io.dcf.gateway.call.FunctionFailure;
import io.dcf.gateway.call.Input;
import io.dcf.gateway.call.Output;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.call.Runner;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.springframework.boot.convert.DurationStyle;

/** Built-in images: small functions that run inside this process. */
enum Builtin implements Runner {
    /** Returns its input. */
    ECHO((input, environment) -> done(input)),
    /** Returns its environment as sorted {@code KEY=value} lines. */
    ENV((input, environment) -> done(ByteString.copyFromUtf8(new TreeMap<>(environment)
            .entrySet().stream().map(entry -> entry + "\n").collect(Collectors.joining())))),
    /** Returns the SHA-256 of its input in hexadecimal. */
    SHA256((input, environment) -> done(ByteString.copyFromUtf8(
            Hashing.sha256().hashBytes(input.asReadOnlyByteBuffer()).toString()))),
    /** Waits for {@code DELAY}, by default one second, then returns its input. */
    SLEEP((input, environment) -> new CompletableFuture<Output>()
            .completeOnTimeout(Output.of(input), delay(environment), TimeUnit.MILLISECONDS)),
    /** Fails with the text of {@code MESSAGE}. */
    FAIL((input, environment) -> CompletableFuture.failedFuture(
            new FunctionFailure(environment.getOrDefault("MESSAGE", "builtin/fail always fails"))));

    /** Runs it once, with an input and an environment. The future fails with a {@link FunctionFailure}; it may be cancelled. */
    private final BiFunction<ByteString, Map<String, String>, CompletableFuture<Output>> code;

    Builtin(BiFunction<ByteString, Map<String, String>, CompletableFuture<Output>> code) {
        this.code = code;
    }

    @Override
    public CompletableFuture<Output> run(CreateFunctionRequest function, Input input) {
        return input.runWhole(function.getService(), bytes -> code.apply(bytes, function.getEnvVarsMap()));
    }

    private static CompletableFuture<Output> done(ByteString output) {
        return CompletableFuture.completedFuture(Output.of(output));
    }

    /** Why it cannot run with this environment; empty if it can. */
    Optional<String> objectionTo(Map<String, String> environment) {
        try {
            boolean negative = this == SLEEP && delay(environment) < 0;
            return negative ? Optional.of("EnvVars DELAY must not be negative") : Optional.empty();
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.of(
                    "EnvVars DELAY must be a duration such as 500ms or 2s, not '" + environment.get("DELAY") + "'");
        }
    }

    String image() {
        return "builtin/" + name().toLowerCase(Locale.ROOT);
    }

    static Optional<Builtin> of(String image) {
        return Arrays.stream(values())
                .filter(builtin -> builtin.image().equals(image))
                .findFirst();
    }

    /** Refuses any other image. */
    static Builtin required(String image) {
        return of(image)
                .orElseThrow(() -> Refusal.with(
                        Status.Code.FAILED_PRECONDITION,
                        "with bridge.embedded.engine=process a function needs the image " + images()
                                + ", or the annotation dcf.io/address with the address at which it runs;"
                                + " bridge.embedded.engine=docker or kubernetes runs any image, such as '" + image
                                + "'"));
    }

    /** The names of all images. */
    static String images() {
        return Arrays.stream(values()).map(Builtin::image).collect(Collectors.joining(", "));
    }

    /** In milliseconds; throws if it is not a duration, or overflows. */
    private static long delay(Map<String, String> environment) {
        return DurationStyle.detectAndParse(environment.getOrDefault("DELAY", "1s"))
                .toMillis();
    }
}
