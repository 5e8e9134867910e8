package io.dcf.bridge.call;

import io.micrometer.tracing.Span;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a call belongs to, and its parent span, as in W3C's header {@code traceparent}.
 *
 * @param traceId 32 hexadecimal digits, not all zeros
 * @param parentId 16 hexadecimal digits, not all zeros
 * @param flags 2 hexadecimal digits; the last bit is set if the trace is recorded
 */
public record TraceParent(String traceId, String parentId, String flags) {

    /** The header, and the metadata, that carries it. */
    public static final String NAME = "traceparent";

    private static final Pattern FORMAT =
            Pattern.compile("([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final HexFormat HEX = HexFormat.of();

    /** Reads the header's value; empty if it is missing or invalid. */
    public static Optional<TraceParent> of(@Nullable String header) {
        return Optional.ofNullable(header)
                .map(FORMAT::matcher)
                .filter(Matcher::matches)
                .flatMap(parts -> of(parts.group(1), parts.group(2), parts.group(3), parts.group(4), parts.group(5)));
    }

    /** Versions after 00 may have more parts and flags, which are omitted: W3C Trace Context, "Versioning of traceparent". */
    private static Optional<TraceParent> of(
            String version, String traceId, String parentId, String flags, @Nullable String more) {
        return switch (version) {
            case "ff" -> Optional.empty();
            case "00" -> more == null ? Optional.of(new TraceParent(traceId, parentId, flags)) : Optional.empty();
            default -> Optional.of(new TraceParent(traceId, parentId, isSampled(flags) ? "01" : "00"));
        };
    }

    /** The span as a parent; empty if there is no tracer. */
    public static Optional<TraceParent> of(@Nullable Span span) {
        return Optional.ofNullable(span)
                .map(Span::context)
                .filter(context -> !context.traceId().isEmpty())
                .map(context -> new TraceParent(
                        context.traceId(), context.spanId(), Boolean.TRUE.equals(context.sampled()) ? "01" : "00"));
    }

    /** A new trace. */
    public static TraceParent random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        // One bit is set in each part, since all zeros are invalid.
        return new TraceParent(
                HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong() | 1),
                HEX.toHexDigits(random.nextLong() | 1),
                "01");
    }

    public boolean sampled() {
        return isSampled(flags);
    }

    private static boolean isSampled(String flags) {
        return (HexFormat.fromHexDigit(flags.charAt(1)) & 1) == 1;
    }

    /** The header's value. */
    @Override
    public String toString() {
        return "00-" + traceId + "-" + parentId + "-" + flags;
    }
}
