package io.dcf.bridge.http;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Chooses the type that an Accept header prefers (RFC 9110, 12.5.1). */
public final class AcceptHeader {

    /**
     * A type that is offered, and the most specific range of the header that includes it.
     *
     * @param index the position of the range in the header
     */
    private record Choice(String type, MediaType range, int index) {

        double quality() {
            return range.getQualityValue();
        }

        int specificity() {
            return range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
        }
    }

    private static final Comparator<Choice> MOST_SPECIFIC = Comparator.comparingInt(Choice::specificity);

    /** By weight, then a name before a wildcard, then by the position in the header. */
    private static final Comparator<Choice> PREFERRED = Comparator.comparingDouble(Choice::quality)
            .thenComparing(MOST_SPECIFIC)
            .thenComparing(Choice::index, Comparator.reverseOrder())
            .reversed();

    private AcceptHeader() {}

    /**
     * Returns the preferred type.
     *
     * @param types the types that are offered; the first one is the default, also if the header allows none of them
     */
    public static String of(@Nullable String accept, List<String> types) {
        List<MediaType> ranges;
        try {
            ranges = MediaType.parseMediaTypes(accept);
            ranges.forEach(MediaType::getQualityValue);
        } catch (InvalidMediaTypeException
                | NumberFormatException e) { // NumberFormatException for a weight that is written Q=
            return types.get(0);
        }
        return types.stream()
                .flatMap(type -> IntStream.range(0, ranges.size())
                        .mapToObj(index -> new Choice(type, ranges.get(index), index))
                        .filter(choice -> choice.range().includes(MediaType.valueOf(type)))
                        .max(MOST_SPECIFIC)
                        .stream())
                .filter(choice -> choice.quality() > 0)
                .min(PREFERRED)
                .map(Choice::type)
                .orElse(types.get(0));
    }
}
