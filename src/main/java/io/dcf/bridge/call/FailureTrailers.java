package io.dcf.bridge.call;

import io.grpc.Metadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The trailers of a failed call, including those that the bridge's own interceptor adds for the code that reads the failure. */
public final class FailureTrailers {

    private static final Metadata.Key<String> LOCAL = key("bridge-local");
    private static final Metadata.Key<String> SECRETS = key("bridge-secrets");
    private static final Metadata.Key<String> HTTP_STATUS = key("x-http-status");

    private static final String SHUTDOWN = "shutdown";

    private FailureTrailers() {}

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /** Marks a failure that gRPC's client made, and no gateway sent. */
    public static void markLocal(Metadata trailers) {
        trailers.put(LOCAL, "true");
    }

    /** Marks a failure that gRPC's client made since the bridge shuts down. */
    public static void markShutdown(Metadata trailers) {
        trailers.put(LOCAL, SHUTDOWN);
    }

    /** Notes what clients must not see of a failure that the gateway sent. */
    public static void addSecrets(Metadata trailers, List<String> secrets) {
        secrets.forEach(secret -> trailers.put(SECRETS, secret));
    }

    public static boolean isLocal(Metadata trailers) {
        return trailers.containsKey(LOCAL);
    }

    static boolean isShutdown(@Nullable Metadata trailers) {
        return trailers != null && SHUTDOWN.equals(trailers.get(LOCAL));
    }

    static Iterable<String> secrets(@Nullable Metadata trailers) {
        Iterable<String> secrets = trailers == null ? null : trailers.getAll(SECRETS);
        return secrets == null ? List.of() : secrets;
    }

    /** The HTTP status that our gateway names for a function that does not speak HTTP; null if it names none. */
    static @Nullable String httpStatus(@Nullable Metadata trailers) {
        return trailers == null ? null : trailers.get(HTTP_STATUS);
    }
}
