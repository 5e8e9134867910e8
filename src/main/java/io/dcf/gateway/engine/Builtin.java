package io.dcf.gateway.engine;

import com.google.protobuf.ByteString;
import io.dcf.gateway.call.FunctionFailure;
import io.dcf.gateway.call.Input;
import io.dcf.gateway.call.Output;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.call.Runner;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.boot.convert.DurationStyle;

/** Built-in images: small functions that run inside this process. */
enum Builtin implements Runner {
    /** Returns its input. */
    ECHO {
        @Override
        CompletableFuture<ByteString> run(ByteString input, Map<String, String> environment) {
            return CompletableFuture.completedFuture(input);
        }
    },
    /** Returns its environment as sorted {@code KEY=value} lines. */
    ENV {
        @Override
        CompletableFuture<ByteString> run(ByteString input, Map<String, String> environment) {
            return CompletableFuture.completedFuture(ByteString.copyFromUtf8(new TreeMap<>(environment)
                    .entrySet().stream().map(entry -> entry + "\n").collect(Collectors.joining())));
        }
    },
    /** Returns the SHA-256 of its input in hexadecimal. */
    SHA256 {
        @Override
        CompletableFuture<ByteString> run(ByteString input, Map<String, String> environment) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                input.asReadOnlyByteBufferList().forEach(digest::update);
                return CompletableFuture.completedFuture(
                        ByteString.copyFromUtf8(HexFormat.of().formatHex(digest.digest())));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    },
    /** Waits for {@code DELAY}, by default one second, then returns its input. */
    SLEEP {
        @Override
        CompletableFuture<ByteString> run(ByteString input, Map<String, String> environment) {
            return new CompletableFuture<ByteString>()
                    .completeOnTimeout(input, delay(environment), TimeUnit.MILLISECONDS);
        }

        @Override
        Optional<String> objectionTo(Map<String, String> environment) {
            try {
                return delay(environment) < 0 ? Optional.of("EnvVars DELAY must not be negative") : Optional.empty();
            } catch (IllegalArgumentException | ArithmeticException e) {
                return Optional.of(
                        "EnvVars DELAY must be a duration such as 500ms or 2s, not '" + environment.get("DELAY") + "'");
            }
        }
    },
    /** Fails with the text of {@code MESSAGE}. */
    FAIL {
        @Override
        CompletableFuture<ByteString> run(ByteString input, Map<String, String> environment) {
            return CompletableFuture.failedFuture(
                    new FunctionFailure(environment.getOrDefault("MESSAGE", "builtin/fail always fails")));
        }
    };

    @Override
    public CompletableFuture<Output> run(CreateFunctionRequest function, Input input) {
        return input.runWhole(function.getService(), bytes -> answer(run(bytes, function.getEnvVarsMap())));
    }

    private static CompletableFuture<Output> answer(CompletableFuture<ByteString> bytes) {
        CompletableFuture<Output> output = new CompletableFuture<>();
        bytes.whenComplete((done, failure) -> {
            if (failure == null) {
                output.complete(Output.of(done));
            } else {
                output.completeExceptionally(failure);
            }
        });
        output.whenComplete((done, failure) -> bytes.cancel(true));
        return output;
    }

    /** Runs it once. The future fails with a {@link FunctionFailure}; it may be cancelled. */
    abstract CompletableFuture<ByteString> run(ByteString input, Map<String, String> environment);

    /** Why it cannot run with this environment; empty if it can. */
    Optional<String> objectionTo(Map<String, String> environment) {
        return Optional.empty();
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
