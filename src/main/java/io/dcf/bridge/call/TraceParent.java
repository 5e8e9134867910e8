package io.dcf.bridge.call;

import io.micrometer.tracing.Span;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in which trace a call belongs, as W3C's header {@code traceparent} says it.
 *
 * @param traceId 32 hexadecimal digits, not all zeros
 * @param parentId 16 hexadecimal digits, not all zeros
 * @param flags 2 hexadecimal digits; the last bit says that the trace is recorded
 */
public record TraceParent(String traceId, String parentId, String flags) {

    /** The header, and the metadata, that carries it. */
    public static final String NAME = "traceparent";

    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final HexFormat HEX = HexFormat.of();

    /** Reads the header's value; empty where it is missing or not valid. */
    public static Optional<TraceParent> of(@Nullable String header) {
        return Optional.ofNullable(header)
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .flatMap(parts -> of(parts.group(1), parts.group(2), parts.group(3), parts.group(4), parts.group(5)));
    }

    /** A later version than 00 may have more parts and flags, which are left out: W3C Trace Context, "Versioning of traceparent". */
    private static Optional<TraceParent> of(
            String version, String traceId, String parentId, String flags, @Nullable String more) {
        return switch (version) {
            case "ff" -> Optional.empty();
            case "00" -> more == null ? Optional.of(new TraceParent(traceId, parentId, flags)) : Optional.empty();
            default -> Optional.of(new TraceParent(traceId, parentId, isSampled(flags) ? "01" : "00"));
        };
    }

    /** The place of a span; empty where nothing records spans. */
    public static Optional<TraceParent> of(@Nullable Span span) {
        return Optional.ofNullable(span)
                .map(Span::context)
                .filter(context -> !context.traceId().isEmpty())
                .map(context -> new TraceParent(
                        context.traceId(), context.spanId(), Boolean.TRUE.equals(context.sampled()) ? "01" : "00"));
    }

    /** The start of a trace that has none yet. */
    public static TraceParent random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        // One bit is set in each part, since all zeros would mean no trace at all.
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
