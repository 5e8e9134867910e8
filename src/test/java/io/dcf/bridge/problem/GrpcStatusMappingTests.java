package io.dcf.bridge.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import io.grpc.Status.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrpcStatusMappingTests {

    /** Fault, codes, HTTP status, retry, upstream; of a failure without a time to retry. */
    private static final List<String[]> ROWS =
            """
            GATEWAY | OK | 200 | NO | UP
            GATEWAY | CANCELLED | 499 | IF_GATEWAY_NAMES_A_TIME | UNKNOWN
            GATEWAY | INVALID_ARGUMENT,OUT_OF_RANGE,FAILED_PRECONDITION | 400 | IF_GATEWAY_NAMES_A_TIME | UP
            GATEWAY | UNAUTHENTICATED | 502 | IF_GATEWAY_NAMES_A_TIME | UP
            GATEWAY | PERMISSION_DENIED | 403 | IF_GATEWAY_NAMES_A_TIME | UP
            GATEWAY | NOT_FOUND | 404 | IF_GATEWAY_NAMES_A_TIME | UP
            GATEWAY | ALREADY_EXISTS | 409 | IF_GATEWAY_NAMES_A_TIME | UP
            GATEWAY | ABORTED | 409 | YES | UP
            GATEWAY | RESOURCE_EXHAUSTED | 429 | YES | UP
            GATEWAY | UNKNOWN,INTERNAL,DATA_LOSS | 500 | IF_GATEWAY_NAMES_A_TIME | DOWN_UNLESS_REQUEST_IS_WRONG
            GATEWAY | UNIMPLEMENTED | 501 | IF_GATEWAY_NAMES_A_TIME | UP
            GATEWAY | UNAVAILABLE | 503 | UNLESS_IT_MAY_HAVE_RUN | DOWN
            GATEWAY | DEADLINE_EXCEEDED | 504 | IF_GATEWAY_NAMES_A_TIME | DOWN_UNLESS_HURRIED
            FUNCTION | * | 502 | IF_GATEWAY_NAMES_A_TIME | UP
            CREDENTIALS | * | 401 | IF_GATEWAY_NAMES_A_TIME | UP
            METHOD_NOT_ALLOWED | * | 405 | NO | UP
            PATH_NOT_FOUND | * | 404 | NO | UP
            REQUEST_TOO_LARGE | * | 413 | NO | UP
            REPLY_TOO_LARGE | * | 502 | NO | UP
            INVALID_REPLY | UNAVAILABLE | 502 | UNLESS_IT_MAY_HAVE_RUN | DOWN
            INVALID_REPLY | UNKNOWN,UNIMPLEMENTED,PERMISSION_DENIED | 502 | IF_GATEWAY_NAMES_A_TIME | DOWN
            INVALID_REPLY | * | 502 | IF_GATEWAY_NAMES_A_TIME | UNKNOWN
            UNKNOWN_SERVICE | * | 502 | IF_GATEWAY_NAMES_A_TIME | UNKNOWN
            TLS_HANDSHAKE | * | 502 | NO | UNKNOWN
            PARTLY_DEPLOYED | * | 500 | IF_GATEWAY_NAMES_A_TIME | UP
            BREAKER_OPEN | * | 503 | YES | UNKNOWN
            SHUTDOWN | * | 503 | UNLESS_IT_MAY_HAVE_RUN | UNKNOWN
            """.lines().map(line -> line.split(" \\| ")).toList();

    private static final Pattern DOCUMENTED_ROW =
            Pattern.compile("^\\| ((?:`[A-Z_]+`(?:, )?)+) \\| (\\d{3}) \\|", Pattern.MULTILINE);

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"QUOTA_EXCEEDED"})
    void hasTheRowOfEachFaultAndCode(Fault fault) {
        for (Code code : Code.values()) {
            String[] row = rows(fault, code).findFirst().orElseThrow();
            GrpcStatusMapping mapping = GrpcStatusMapping.of(failure(fault, code, null));
            assertThat(mapping)
                    .as(code.name())
                    .isEqualTo(new GrpcStatusMapping(
                            mapping.type(),
                            Integer.parseInt(row[2]),
                            Retry.valueOf(row[3]),
                            UpstreamState.valueOf(row[4]),
                            mapping.hint()));
        }
    }

    private static Stream<String[]> rows(Fault fault, Code code) {
        return ROWS.stream()
                .filter(row -> row[0].equals(fault.name()))
                .filter(row -> row[1].equals("*") || List.of(row[1].split(",")).contains(code.name()));
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void answersAnExceededQuotaWithTheStatusOfItsCode(Code code) {
        GrpcStatusMapping mapping = GrpcStatusMapping.of(failure(Fault.QUOTA_EXCEEDED, code, null));
        assertThat(mapping.httpStatus()).isEqualTo(GrpcStatusMapping.of(code).httpStatus());
        assertThat(mapping.retry()).isEqualTo(Retry.NO);
        assertThat(mapping.upstream()).isEqualTo(UpstreamState.UP);
    }

    @Test
    void takesAGatewayThatNamesATimeForUp() {
        GatewayException failure = failure(Fault.GATEWAY, Code.UNAVAILABLE, Duration.ofSeconds(3));
        GrpcStatusMapping mapping = GrpcStatusMapping.of(failure);
        assertThat(mapping.httpStatus()).isEqualTo(503);
        assertThat(mapping.retry()).isEqualTo(Retry.UNLESS_IT_MAY_HAVE_RUN);
        assertThat(mapping.upstream()).isEqualTo(UpstreamState.UP);
        assertThat(mapping.hint()).contains("Retry-After");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void dependsOnNoOtherTimeToRetry(Fault fault) {
        for (Code code : Code.values()) {
            if (fault != Fault.GATEWAY || code != Code.UNAVAILABLE) {
                assertThat(GrpcStatusMapping.of(failure(fault, code, Duration.ofSeconds(3))))
                        .as(code.name())
                        .isEqualTo(GrpcStatusMapping.of(failure(fault, code, null)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void leavesOpenWhetherTheRequestWasWrongForAmbiguousFailuresOnly(Fault fault) {
        for (Code code : Code.values()) {
            GatewayException failure = failure(fault, code, null);
            assertThat(GrpcStatusMapping.of(failure).upstream() == UpstreamState.DOWN_UNLESS_REQUEST_IS_WRONG)
                    .as(code.name())
                    .isEqualTo(failure.isAmbiguous());
        }
    }

    @Test
    void hintsAtTheSettingOfRepliesThatAreTooLarge() {
        for (String method : List.of("List", "GetLog", "GetMeta", "Invoke", "Invokes")) {
            GatewayException failure = new GatewayException(
                    method, Code.RESOURCE_EXHAUSTED, Fault.REPLY_TOO_LARGE, "x", List.of(), null, null);
            assertThat(GrpcStatusMapping.of(failure).hint()).as(method).contains("bridge.limits.reply-size");
        }
    }

    @Test
    void mapsEachCodeAsTheDocumentationSays() throws IOException {
        Map<Code, Integer> documented = new EnumMap<>(Code.class);
        Matcher row = DOCUMENTED_ROW.matcher(Files.readString(Path.of("docs/errors.md")));
        while (row.find()) {
            for (String code : row.group(1).replace("`", "").split(", ")) {
                documented.put(Code.valueOf(code), Integer.valueOf(row.group(2)));
            }
        }
        documented.put(Code.OK, 200);
        assertThat(documented).hasSameSizeAs(Code.values());
        documented.forEach(
                (code, status) -> assertThat(GrpcStatusMapping.of(code).httpStatus())
                        .as(code.name())
                        .isEqualTo(status));
    }

    private static GatewayException failure(Fault fault, Code code, @Nullable Duration retryAfter) {
        return new GatewayException("Deploy", code, fault, "x", List.of(), retryAfter, null);
    }
}
