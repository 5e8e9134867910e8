package io.dcf.bridge.openfaas;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The labels that control how OpenFaaS scales a function. A value that is not valid counts as absent, as in OpenFaaS. */
record ScaleLabels(
        int min,
        Optional<Integer> max,
        Optional<Integer> factor,
        @Nullable String zeroAfter) {

    private static final String PREFIX = "com.openfaas.scale.";

    /** The embedded gateway's annotation with the time without calls after which a function is scaled to 0. */
    private static final String SCALE_TO_ZERO = "dcf.io/scale-to-zero";

    private static final String DEFAULT_IDLE_TIME = "15m";
    private static final int DEFAULT_MAX = 20;
    private static final int DEFAULT_FACTOR = 20;
    private static final int PERCENT = 100;

    static ScaleLabels of(Map<String, String> labels) {
        boolean zero = "true".equals(labels.get(PREFIX + "zero"));
        return new ScaleLabels(
                number(labels, "min", 1, Integer.MAX_VALUE).orElse(1),
                number(labels, "max", 1, Integer.MAX_VALUE),
                number(labels, "factor", 0, PERCENT),
                zero ? labels.getOrDefault(PREFIX + "zero-duration", DEFAULT_IDLE_TIME) : null);
    }

    private static Optional<Integer> number(Map<String, String> labels, String name, int least, int most) {
        try {
            int number = Integer.parseInt(labels.getOrDefault(PREFIX + name, ""));
            return number >= least && number <= most ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The annotations, with the one that scales to 0 unless it is there or the labels do not ask for it. */
    Map<String, String> annotations(Map<String, String> annotations) {
        Map<String, String> all = new HashMap<>(annotations);
        if (zeroAfter != null) {
            all.putIfAbsent(SCALE_TO_ZERO, zeroAfter);
        }
        return all;
    }

    /** The annotations without the one that {@link #annotations} adds. */
    Map<String, String> sentAnnotations(Map<String, String> annotations) {
        Map<String, String> sent = new TreeMap<>(annotations);
        if (zeroAfter != null) {
            sent.remove(SCALE_TO_ZERO, zeroAfter);
        }
        return sent;
    }

    /** The replicas after an alert: a step more, up to the maximum, while it fires, and the minimum afterwards. */
    int replicas(long current, boolean firing) {
        int limit = Math.max(min, max.orElse(DEFAULT_MAX));
        double step = Math.ceil(limit * factor.orElse(DEFAULT_FACTOR) / (double) PERCENT);
        return firing ? (int) Math.min(limit, current + step) : min;
    }
}
