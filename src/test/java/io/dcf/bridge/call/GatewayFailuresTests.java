package io.dcf.bridge.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.QuotaFailure;
import com.google.rpc.RetryInfo;
import io.dcf.bridge.function.Violation;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.protobuf.StatusProto;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GatewayFailuresTests {

    private static final int REQUEST_SIZE = 4567;

    @ParameterizedTest
    @EnumSource(value = Code.class, mode = EnumSource.Mode.EXCLUDE, names = "OK")
    void blamesTheGatewayForWhatItSent(Code code) {
        GatewayException failure = sent(code, "the gateway's words", new Metadata());
        assertThat(failure.fault()).isEqualTo(Fault.GATEWAY);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.detail())
                .isEqualTo(code == Code.UNIMPLEMENTED ? "The gateway has no method Deploy." : "the gateway's words");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RESOURCE_EXHAUSTED | gRPC message exceeds maximum size 4194304: 4567 | REQUEST_TOO_LARGE
            RESOURCE_EXHAUSTED | gRPC message exceeds maximum size 4194304: 45670 | REPLY_TOO_LARGE
            RESOURCE_EXHAUSTED | grpc: received message larger than max (4567 vs. 4194304) | REQUEST_TOO_LARGE
            RESOURCE_EXHAUSTED | Received message larger than max (9 vs. 8) | REPLY_TOO_LARGE
            UNIMPLEMENTED | unknown service pb.Gateway | UNKNOWN_SERVICE
            UNIMPLEMENTED | unknown method Deploy for service pb.Gateway | GATEWAY
            UNIMPLEMENTED | HTTP status code 404 invalid content-type: text/html | INVALID_REPLY
            UNAVAILABLE | HTTP status code 503 invalid content-type: text/html | INVALID_REPLY
            UNAVAILABLE | First received frame was not SETTINGS | INVALID_REPLY
            UNAVAILABLE | the function does not answer | GATEWAY
            PERMISSION_DENIED | HTTP status code 403 invalid content-type: text/html | INVALID_REPLY
            UNKNOWN | HTTP status code 418 invalid content-type: text/plain | INVALID_REPLY
            INTERNAL | HTTP status code 400 | GATEWAY
            """)
    void readsTheTextOfGrpcsLibraries(Code code, String text, Fault fault) {
        assertThat(sent(code, text, new Metadata()).fault()).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({"404, PATH_NOT_FOUND", "405, METHOD_NOT_ALLOWED", "413, REQUEST_TOO_LARGE", "500, GATEWAY"})
    void readsTheHttpStatusOfTheTrailers(String status, Fault fault) {
        Metadata trailers = new Metadata();
        trailers.put(Metadata.Key.of("x-http-status", Metadata.ASCII_STRING_MARSHALLER), status);
        assertThat(sent(Code.FAILED_PRECONDITION, "no", trailers).fault()).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "INTERNAL, INVALID_REPLY",
        "UNKNOWN, INVALID_REPLY",
        "DATA_LOSS, INVALID_REPLY",
        "UNAVAILABLE, GATEWAY",
        "DEADLINE_EXCEEDED, GATEWAY"
    })
    void distinguishesWhatTheClientMade(Code code, Fault fault) {
        Metadata trailers = new Metadata();
        FailureTrailers.markLocal(trailers);
        GatewayException failure = sent(code, "the client's words", trailers);
        assertThat(failure.fault()).isEqualTo(fault);
        assertThat(failure.detail()).doesNotContain("the client's words");
    }

    @Test
    void seesThatTheBridgeShutsDown() {
        Metadata trailers = new Metadata();
        FailureTrailers.markShutdown(trailers);
        assertThat(sent(Code.UNAVAILABLE, null, trailers).fault()).isEqualTo(Fault.SHUTDOWN);
    }

    @Test
    void findsTheCauseOfTls() {
        for (Exception cause : List.of(new SSLHandshakeException("x"), new CertificateException("x"))) {
            Status status = Status.UNAVAILABLE.withCause(new RuntimeException(cause));
            assertThat(of(status.asRuntimeException()).fault()).isEqualTo(Fault.TLS_HANDSHAKE);
        }
    }

    @Test
    void findsLostConnections() {
        GatewayException failure =
                of(Status.UNKNOWN.withCause(new ClosedChannelException()).asRuntimeException());
        assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(failure.fault()).isEqualTo(Fault.GATEWAY);
    }

    @Test
    void blamesTheClientsCredentialsIfItSentSome() {
        assertThat(sent(Code.UNAUTHENTICATED, "no", new Metadata()).fault()).isEqualTo(Fault.GATEWAY);
        CallContext call = CallContext.of(null, TraceParent.random(), Map.of("authorization", "Basic abc"));
        try (CallContext.Scope scope = call.attach()) {
            assertThat(sent(Code.UNAUTHENTICATED, "no", new Metadata()).fault()).isEqualTo(Fault.CREDENTIALS);
        }
    }

    @Test
    void readsViolations() {
        BadRequest request = BadRequest.newBuilder()
                .addFieldViolations(violation("Labels[example.org/team]", "is too long"))
                .addFieldViolations(violation("Limits.CPU", ""))
                .build();
        GatewayException failure = of(detailed(Code.INVALID_ARGUMENT, request));
        assertThat(failure.violations())
                .containsExactly(
                        new Violation("/labels/example.org~1team", "is too long"),
                        new Violation("/limits/cpu", "is not valid"));
    }

    @Test
    void readsQuotasUnlessWaitingHelps() {
        QuotaFailure quota = QuotaFailure.getDefaultInstance();
        RetryInfo retry = RetryInfo.newBuilder()
                .setRetryDelay(Duration.newBuilder().setSeconds(3).setNanos(5))
                .build();
        assertThat(of(detailed(Code.RESOURCE_EXHAUSTED, quota)).fault()).isEqualTo(Fault.QUOTA_EXCEEDED);
        GatewayException waiting = of(detailed(Code.RESOURCE_EXHAUSTED, quota, retry));
        assertThat(waiting.fault()).isEqualTo(Fault.GATEWAY);
        assertThat(waiting.retryAfter()).isEqualTo(java.time.Duration.ofSeconds(3, 5));
    }

    @Test
    void hidesSecrets() {
        Metadata trailers = new Metadata();
        FailureTrailers.addSecrets(trailers, List.of("10.0.0.1:10000"));
        assertThat(sent(Code.INTERNAL, "no route to 10.0.0.1:10000", trailers).detail())
                .isEqualTo("no route to [...]");
    }

    private static FieldViolation violation(String field, String description) {
        return FieldViolation.newBuilder()
                .setField(field)
                .setDescription(description)
                .build();
    }

    private static Throwable detailed(Code code, Message... details) {
        com.google.rpc.Status.Builder status =
                com.google.rpc.Status.newBuilder().setCode(code.value()).setMessage("no");
        for (Message detail : details) {
            status.addDetails(Any.pack(detail));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private static GatewayException sent(Code code, @Nullable String text, Metadata trailers) {
        return of(code.toStatus().withDescription(text).asRuntimeException(trailers));
    }

    private static GatewayException of(Throwable failure) {
        return GatewayFailures.of("Deploy", REQUEST_SIZE, new ExecutionException(failure));
    }
}
