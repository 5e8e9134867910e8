package io.dcf.gateway.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requires a bearer token whose SHA-256 the settings list. Calls of gRPC's health service need none, since probes send none. */
final class TokenInterceptor implements ServerInterceptor {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String SCHEME = "Bearer ";

    private final List<byte[]> hashes;

    TokenInterceptor(List<String> hashes) {
        this.hashes = hashes.stream().map(HexFormat.of()::parseHex).toList();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata received, ServerCallHandler<Q, A> next) {
        boolean health =
                HealthGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName());
        if (health || isKnown(received.get(AUTHORIZATION))) {
            return next.startCall(call, received);
        }
        call.close(
                Status.UNAUTHENTICATED.withDescription(
                        "this gateway needs a token that bridge.embedded.tokens lists; send it as the metadata authorization: Bearer TOKEN"),
                new Metadata());
        return new ServerCall.Listener<>() {};
    }

    /** Compares with all hashes, each in constant time. */
    private boolean isKnown(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] hash = sha256(authorization.substring(SCHEME.length()).strip());
        boolean known = false;
        for (byte[] each : hashes) {
            known |= MessageDigest.isEqual(each, hash);
        }
        return known;
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
