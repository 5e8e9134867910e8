package io.dcf.bridge.problem;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelled one resembles. */
public final class NearestName {

    private static final int MAX_DISTANCE = 2;

    /** No known name is longer, and the distance of long texts takes time. */
    private static final int MAX_LENGTH = 64;

    private NearestName() {}

    /** The nearest of the known names, without regard to case; empty if none is near. Of equally near names it is the first one. */
    public static Optional<String> of(String name, Collection<String> known) {
        if (name.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String lower = name.toLowerCase(Locale.ROOT);
        int max = Math.min(MAX_DISTANCE, lower.length() / 2);
        return known.stream()
                .filter(each -> distance(lower, each.toLowerCase(Locale.ROOT)) <= max)
                .min(Comparator.comparingInt(each -> distance(lower, each.toLowerCase(Locale.ROOT))));
    }

    /** The Levenshtein distance: the number of characters to insert, delete or replace. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
