package io.dcf.gateway.docker;

import io.dcf.gateway.call.Refusal;
import io.grpc.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses quantities in the format of Kubernetes, such as {@code 128Mi}, {@code 250m} or {@code 1e3}. */
final class Quantity {

    private static final Pattern FORM = Pattern.compile("([0-9.]+(?:[eE][-+]?[0-9]+)?)([numkMGTPE]|[KMGTPE]i)?");
    private static final Map<String, BigDecimal> DECIMAL = Map.of(
            "n", new BigDecimal("1e-9"),
            "u", new BigDecimal("1e-6"),
            "m", new BigDecimal("1e-3"),
            "k", new BigDecimal("1e3"),
            "M", new BigDecimal("1e6"),
            "G", new BigDecimal("1e9"),
            "T", new BigDecimal("1e12"),
            "P", new BigDecimal("1e15"),
            "E", new BigDecimal("1e18"));
    private static final String BINARY = "KMGTPE";

    private Quantity() {}

    /** The quantity in a unit, such as 1 for bytes or 1e-9 for billionths of a CPU, rounded up; 0 if the text is empty. */
    static long of(String field, String text, BigDecimal unit) {
        if (text.isEmpty()) {
            return 0;
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    field + " must be a quantity such as 128Mi or 500m, not '" + text + "'");
        }
        BigDecimal exact = new BigDecimal(parts.group(1)).multiply(factor(parts.group(2)));
        BigDecimal units = exact.divide(unit, 0, RoundingMode.CEILING);
        if (units.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw Refusal.with(Status.Code.INVALID_ARGUMENT, field + " is too large: '" + text + "'");
        }
        return units.longValue();
    }

    private static BigDecimal factor(@Nullable String suffix) {
        if (suffix == null) {
            return BigDecimal.ONE;
        }
        return suffix.endsWith("i")
                ? BigDecimal.valueOf(1024).pow(BINARY.indexOf(suffix.charAt(0)) + 1)
                : DECIMAL.getOrDefault(suffix, BigDecimal.ONE);
    }
}
