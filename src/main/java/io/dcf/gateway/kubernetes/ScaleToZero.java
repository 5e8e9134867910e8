package io.dcf.gateway.kubernetes;

import io.dcf.gateway.guide.CreateFunctionRequest;
import java.util.OptionalLong;

/** Functions that have no pods while nobody calls them. */
final class ScaleToZero {

    private static final String ANNOTATION = "dcf.io/scale-to-zero";
    private static final long LEAST = 10;
    private static final long MOST = 30L * 24 * 3600;

    private ScaleToZero() {}

    /** After how long without a call a function has no pods; empty where it keeps them. Refuses what is no duration. */
    static OptionalLong idleSeconds(CreateFunctionRequest definition) {
        String idle = definition.getAnnotationsMap().get(ANNOTATION);
        return idle == null ? OptionalLong.empty() : OptionalLong.of(Durations.seconds(ANNOTATION, idle, LEAST, MOST));
    }
}
