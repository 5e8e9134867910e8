package io.dcf.bridge.call;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.QuotaFailure;
import com.google.rpc.RetryInfo;
import io.dcf.bridge.call.GatewayException.Fault;
import io.dcf.bridge.channel.CallInterceptor;
import io.dcf.bridge.function.Violation;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.netty.handler.ssl.NotSslRecordException;
import io.grpc.protobuf.StatusProto;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** Reads a failed call: whose fault it is, and what of it a caller may see. */
public final class GatewayFailures {

    /** Set by {@link CallInterceptor} where a failure was made here rather than sent. */
    public static final Metadata.Key<String> LOCAL = Metadata.Key.of("bridge-local", Metadata.ASCII_STRING_MARSHALLER);

    /** The value of {@link #LOCAL} where it was made because the bridge stops. */
    public static final String LEAVING = "leaving";

    /** What callers may not see of a failure that was sent, set likewise. */
    public static final Metadata.Key<String> SECRETS =
            Metadata.Key.of("bridge-secrets", Metadata.ASCII_STRING_MARSHALLER);

    private static final Metadata.Key<String> HTTP_STATUS =
            Metadata.Key.of("x-http-status", Metadata.ASCII_STRING_MARSHALLER);

    /** gRPC has no code of its own for a message's size; these are the words of its Java, Go and C++ libraries. */
    private static final Pattern TOO_LARGE =
            Pattern.compile("(?i)gRPC message exceeds maximum size|message larger than max");

    /** How gRPC's client says that a server answered something other than gRPC, or not as a gateway. */
    private static final Pattern NOT_A_GATEWAY = Pattern.compile(
            "(?i)invalid content-type|HTTP status code|http2 exception" + "|first received frame was not SETTINGS");

    /** Likewise of a page, whose status the code is made of. */
    private static final Pattern PAGE =
            Pattern.compile("HTTP status code \\d+\\s+invalid content-type: .*", Pattern.DOTALL);

    /** How gRPC's client says that an answer broke off, which it does not tell from one that ended so. */
    private static final Pattern BROKEN_OFF =
            Pattern.compile("(CallOptions|Context) deadline exceeded after .*|Network closed for unknown reason.*");

    /** The words of gRPC's Go library; others do not tell a service that they do not know from a method. */
    private static final Pattern UNKNOWN_SERVICE = Pattern.compile("unknown service [\\w.]+");

    private static final Pattern FIELD = Pattern.compile("([^.\\[\\]]+)|\\[([^\\]]*)]");

    private static final int MAX_STATUS = 20;

    private GatewayFailures() {}

    /**
     * @param method the gateway's method, such as {@code Deploy}
     * @param requestSize bytes of the request message
     */
    public static GatewayException of(String method, int requestSize, Throwable thrown) {
        Throwable cause = thrown.getCause();
        Throwable failure = thrown instanceof ExecutionException && cause != null ? cause : thrown;
        Status status = understood(Status.fromThrowable(failure));
        Metadata trailers = Status.trailersFromThrowable(failure);
        boolean local = isLocal(status, trailers);
        boolean leaving = trailers != null && LEAVING.equals(trailers.get(LOCAL));
        Fault fault = leaving ? Fault.LEAVING : fault(status, local, requestSize);
        fault = ofHttp(trailers).orElse(fault);
        Iterable<String> known = trailers == null ? null : trailers.getAll(SECRETS);
        Iterable<String> secrets = known == null ? List.of() : known;
        List<Violation> violations = new ArrayList<>();
        boolean quota = false;
        Duration retryAfter = null;
        com.google.rpc.Status details = StatusProto.fromThrowable(failure);
        for (Any detail : details == null ? List.<Any>of() : details.getDetailsList()) {
            violations.addAll(violations(unpack(detail, BadRequest.class), secrets));
            quota |= detail.is(QuotaFailure.class);
            RetryInfo retry = unpack(detail, RetryInfo.class);
            retryAfter = retry == null ? retryAfter : delay(retry);
        }
        fault = fault == Fault.GATEWAY && quota && retryAfter == null ? Fault.QUOTA : fault;
        return new GatewayException(
                method,
                status.getCode(),
                fault,
                detail(method, status, fault, local, secrets),
                violations,
                retryAfter,
                failure);
    }

    /** What our gateway says of a function that speaks no HTTP, by the status that fits. */
    private static Optional<Fault> ofHttp(@Nullable Metadata trailers) {
        String status = trailers == null ? null : trailers.get(HTTP_STATUS);
        return status == null
                ? Optional.empty()
                : Optional.ofNullable(
                        switch (status) {
                            case "404" -> Fault.NO_PATH;
                            case "405" -> Fault.NO_METHOD;
                            case "413" -> Fault.REQUEST_TOO_LARGE;
                            default -> null;
                        });
    }

    /** What gRPC makes of a message that is larger than it takes, for what is larger only as a whole. */
    public static StatusRuntimeException tooLarge(long size, long most) {
        return Status.RESOURCE_EXHAUSTED
                .withDescription("gRPC message exceeds maximum size " + most + ": " + size)
                .asRuntimeException();
    }

    /** A response can have no other status, and an interim one (1xx) is not the end of one. */
    public static GatewayException noFinalStatus(String status) {
        String shown = status.length() <= MAX_STATUS ? status : status.substring(0, MAX_STATUS) + "...";
        return new GatewayException(
                "Invoke",
                Status.Code.INTERNAL,
                Fault.FUNCTION,
                "The function answered with the HTTP status '" + shown + "'; it must be 200 to 599.",
                List.of(),
                null,
                null);
    }

    /** gRPC knows no code for a connection that was lost before a call was on its way. */
    private static Status understood(Status status) {
        boolean lost = status.getCode() == Status.Code.UNKNOWN && hasCause(status, ClosedChannelException.class);
        return lost
                ? Status.UNAVAILABLE.withDescription(status.getDescription()).withCause(status.getCause())
                : status;
    }

    /** A status that came over the wire has no cause. */
    private static boolean isLocal(Status status, @Nullable Metadata trailers) {
        return status.getCause() != null
                || trailers == null
                || trailers.containsKey(LOCAL)
                || BROKEN_OFF.matcher(String.valueOf(status.getDescription())).matches();
    }

    private static Fault fault(Status status, boolean local, int requestSize) {
        if (hasCause(status, SSLException.class, CertificateException.class)) {
            return Fault.TLS;
        }
        String text = String.valueOf(status.getDescription());
        return switch (status.getCode()) {
            case RESOURCE_EXHAUSTED -> TOO_LARGE.matcher(text).find() ? sizeFault(text, requestSize) : Fault.GATEWAY;
            case INTERNAL, UNKNOWN, DATA_LOSS ->
                local || PAGE.matcher(text).matches() ? Fault.UNREADABLE_REPLY : Fault.GATEWAY;
            case CANCELLED -> status.getCause() != null ? Fault.UNREADABLE_REPLY : Fault.GATEWAY;
            case UNAUTHENTICATED -> carriesCredentials() ? Fault.CREDENTIALS : Fault.GATEWAY;
            case UNIMPLEMENTED, UNAVAILABLE, PERMISSION_DENIED ->
                NOT_A_GATEWAY.matcher(text).find() ? Fault.UNREADABLE_REPLY : lacking(status.getCode(), text);
            default -> Fault.GATEWAY;
        };
    }

    private static Fault lacking(Status.Code code, String text) {
        return code == Status.Code.UNIMPLEMENTED
                        && UNKNOWN_SERVICE.matcher(text).matches()
                ? Fault.UNKNOWN_SERVICE
                : Fault.GATEWAY;
    }

    private static boolean hasCause(Status status, Class<?>... types) {
        return Stream.iterate(status.getCause(), Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> Arrays.stream(types).anyMatch(type -> type.isInstance(cause)));
    }

    /** All that tells a request's size from a reply's is the number in the text. */
    private static Fault sizeFault(String text, int requestSize) {
        boolean request = requestSize > 0
                && Pattern.compile("\\b" + requestSize + "\\b").matcher(text).find();
        return request ? Fault.REQUEST_TOO_LARGE : Fault.REPLY_TOO_LARGE;
    }

    private static boolean carriesCredentials() {
        CallContext call = CallContext.current();
        return call != null && call.headers().containsKey("authorization");
    }

    private static String detail(String method, Status status, Fault fault, boolean local, Iterable<String> secrets) {
        return switch (fault) {
            case REQUEST_TOO_LARGE -> "The request is larger than the gateway takes.";
            case REPLY_TOO_LARGE -> "The reply is larger than the bridge takes.";
            case UNREADABLE_REPLY -> "What answered " + method + " did not answer as a gateway does.";
            case UNKNOWN_SERVICE -> "What answered " + method + " does not know the service that the bridge asks for.";
            case TLS -> tls(status);
            case LEAVING -> "The bridge stops, and has no more time for " + method + ".";
            case GATEWAY, QUOTA, FUNCTION, CREDENTIALS, NO_METHOD, NO_PATH, HALF_DEPLOYED, NOT_ASKED -> {
                String ours = ours(method, status.getCode());
                boolean theirs = !local && (status.getCode() != Status.Code.UNIMPLEMENTED || isOfFunction(fault));
                yield theirs ? Redaction.of(status.getDescription(), ours, secrets) : ours;
            }
        };
    }

    private static boolean isOfFunction(Fault fault) {
        return fault == Fault.NO_METHOD || fault == Fault.NO_PATH;
    }

    private static String tls(Status status) {
        if (hasCause(status, NotSslRecordException.class)) {
            return "The gateway does not speak TLS.";
        }
        return hasCause(status, CertificateException.class)
                ? "The gateway's certificate is not trusted, or bears another name."
                : "The gateway and the bridge did not agree on TLS.";
    }

    private static String ours(String method, Status.Code code) {
        return switch (code) {
            case UNAVAILABLE -> "The gateway cannot be reached.";
            case UNIMPLEMENTED -> "The gateway has no method " + method + ".";
            case DEADLINE_EXCEEDED -> "The gateway did not answer " + method + " in time.";
            case CANCELLED -> "The call was cancelled.";
            default -> "The gateway refused " + method + ".";
        };
    }

    private static List<Violation> violations(@Nullable BadRequest request, Iterable<String> secrets) {
        return request == null
                ? List.of()
                : request.getFieldViolationsList().stream()
                        .map(violation -> violation(
                                violation.getField(),
                                Redaction.of(violation.getDescription(), "is not valid", secrets)))
                        .toList();
    }

    /** From protobuf's path, such as {@code Labels[example.org/team]}, to JSON's. */
    private static Violation violation(String field, String detail) {
        Violation violation = new Violation("", detail);
        List<MatchResult> steps = FIELD.matcher(field).results().toList();
        for (int i = steps.size() - 1; i >= 0; i--) {
            String name = steps.get(i).group(1);
            violation = violation.under(name == null ? steps.get(i).group(2) : json(name));
        }
        return violation;
    }

    private static String json(String name) {
        return name.toUpperCase(Locale.ROOT).equals(name)
                ? name.toLowerCase(Locale.ROOT)
                : StringUtils.uncapitalize(name);
    }

    private static Duration delay(RetryInfo retry) {
        return Duration.ofSeconds(
                retry.getRetryDelay().getSeconds(), retry.getRetryDelay().getNanos());
    }

    private static <T extends com.google.protobuf.Message> @Nullable T unpack(Any detail, Class<T> type) {
        try {
            return detail.is(type) ? detail.unpack(type) : null;
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }
}
