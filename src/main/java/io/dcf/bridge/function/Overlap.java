package io.dcf.bridge.function;

import java.util.List;

/** The longest suffix of one list that is a prefix of another. */
final class Overlap {

    private Overlap() {}

    /** Its length, in linear time by the algorithm of Knuth, Morris and Pratt. */
    static int of(List<?> earlier, List<?> later) {
        if (later.isEmpty()) {
            return 0;
        }
        int[] borders = borders(later);
        int matched = 0;
        for (Object each : earlier) {
            matched = advance(matched, each, later, borders);
        }
        return matched;
    }

    /** For each prefix of the list, by length: the length of the longest shorter prefix that it ends with. */
    private static int[] borders(List<?> list) {
        int[] borders = new int[list.size() + 1];
        for (int length = 2; length <= list.size(); length++) {
            borders[length] = advance(borders[length - 1], list.get(length - 1), list, borders);
        }
        return borders;
    }

    private static int advance(int matched, Object next, List<?> list, int[] borders) {
        int length = matched == list.size() ? borders[matched] : matched;
        while (length > 0 && !list.get(length).equals(next)) {
            length = borders[length];
        }
        return list.get(length).equals(next) ? length + 1 : 0;
    }
}
