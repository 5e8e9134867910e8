package io.dcf.bridge.call;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.QuotaFailure;
import com.google.rpc.RetryInfo;
import io.dcf.bridge.function.Violation;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * The error details ({@code google.rpc}) that a gateway sends with a failure.
 *
 * @param violations from {@code BadRequest}
 * @param quotaExceeded whether there is a {@code QuotaFailure}
 * @param retryAfter from {@code RetryInfo}
 */
record ErrorDetails(
        List<Violation> violations,
        boolean quotaExceeded,
        @Nullable Duration retryAfter) {

    /** A step of protobuf's path: a name, or a key in brackets. */
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[([^\\]]*)]");

    ErrorDetails {
        violations = List.copyOf(violations);
    }

    /** @param secrets what descriptions must not show */
    static ErrorDetails of(Throwable failure, Iterable<String> secrets) {
        List<Violation> violations = new ArrayList<>();
        boolean quotaExceeded = false;
        Duration retryAfter = null;
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        for (Any detail : status == null ? List.<Any>of() : status.getDetailsList()) {
            BadRequest request = unpack(detail, BadRequest.class);
            RetryInfo retry = unpack(detail, RetryInfo.class);
            quotaExceeded |= detail.is(QuotaFailure.class);
            if (request != null) {
                request.getFieldViolationsList().forEach(each -> violations.add(violation(each, secrets)));
            }
            if (retry != null) {
                com.google.protobuf.Duration delay = retry.getRetryDelay();
                retryAfter = Duration.ofSeconds(delay.getSeconds(), delay.getNanos());
            }
        }
        return new ErrorDetails(violations, quotaExceeded, retryAfter);
    }

    private static <T extends Message> @Nullable T unpack(Any detail, Class<T> type) {
        try {
            return detail.is(type) ? detail.unpack(type) : null;
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    /** From protobuf's path, such as {@code Labels[example.org/team]}, to JSON's. */
    private static Violation violation(FieldViolation found, Iterable<String> secrets) {
        Violation violation = new Violation("", Redaction.of(found.getDescription(), "is not valid", secrets));
        List<MatchResult> steps = STEP.matcher(found.getField()).results().toList();
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
}
