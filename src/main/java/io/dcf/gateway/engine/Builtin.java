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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.boot.convert.DurationStyle;

/** The images that the embedded gateway can run: small functions inside this process. */
enum Builtin implements Runner {
    /** Answers its input. */
    ECHO {
        @Override
        CompletableFuture<ByteString> run(ByteString input, Map<String, String> environment) {
            return CompletableFuture.completedFuture(input);
        }
    },
    /** Answers its environment, a sorted {@code KEY=value} line each. */
    ENV {
        @Override
        CompletableFuture<ByteString> run(ByteString input, Map<String, String> environment) {
            return CompletableFuture.completedFuture(ByteString.copyFromUtf8(new TreeMap<>(environment)
                    .entrySet().stream().map(entry -> entry + "\n").collect(Collectors.joining())));
        }
    },
    /** Answers the SHA-256 of its input, in hexadecimal. */
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
    /** Waits {@code DELAY}, one second where it is not set, then answers its input. */
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
                return Optional.of("EnvVars DELAY must be a duration such as 500ms or 2s");
            }
        }
    },
    /** Fails with {@code MESSAGE}. */
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

    /** Runs it once; the future fails with a {@link FunctionFailure}, and may be cancelled. */
    abstract CompletableFuture<ByteString> run(ByteString input, Map<String, String> environment);

    /** What is wrong with an environment it is to run in. */
    Optional<String> objectionTo(Map<String, String> environment) {
        return Optional.empty();
    }

    String image() {
        return "builtin/" + name().toLowerCase(java.util.Locale.ROOT);
    }

    static Optional<Builtin> of(String image) {
        return Arrays.stream(values())
                .filter(builtin -> builtin.image().equals(image))
                .findFirst();
    }

    /** Refuses an image that is none of these. */
    static Builtin required(String image) {
        return of(image)
                .orElseThrow(() -> Refusal.with(
                        Status.Code.FAILED_PRECONDITION,
                        "the embedded gateway runs " + images() + "; it cannot run '" + image + "'"));
    }

    /** All images, for people. */
    static String images() {
        return Arrays.stream(values()).map(Builtin::image).collect(Collectors.joining(", "));
    }

    /** In milliseconds; throws where it is no duration, or one too long to count so. */
    private static long delay(Map<String, String> environment) {
        return DurationStyle.detectAndParse(environment.getOrDefault("DELAY", "1s"))
                .toMillis();
    }
}
