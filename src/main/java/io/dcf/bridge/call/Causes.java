package io.dcf.bridge.call;

import io.grpc.Status;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/** The exceptions that led to a status, on this side of the wire. */
final class Causes {

    private Causes() {}

    /** Whether one of them is of one of the types. */
    static boolean include(Status status, Class<?>... types) {
        return Stream.iterate(status.getCause(), Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> Arrays.stream(types).anyMatch(type -> type.isInstance(cause)));
    }
}
