package io.dcf.gateway.manifest;

import io.fabric8.kubernetes.api.model.Service;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

/**
 * The invocations of a function that its Service records.
 *
 * @param number of invocations
 * @param last time of the last use; {@code Instant.EPOCH} if there is none
 */
public record InvocationRecord(long number, Instant last) {

    /** 0 and EPOCH if the annotations are missing or cannot be parsed. */
    public static InvocationRecord of(Service service) {
        String number = Names.annotation(service, Names.INVOCATIONS);
        return new InvocationRecord(
                number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0,
                instant(Names.annotation(service, Names.INVOKED)));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /** The record after more invocations. */
    public InvocationRecord plus(long more, Instant time) {
        return new InvocationRecord(number + more, time.isAfter(last) ? time : last);
    }

    /** The metadata that writes this record into the Service, provided that it has not changed since it was read. */
    public Map<String, Object> metadata(Service read) {
        return Map.of(
                "resourceVersion",
                read.getMetadata().getResourceVersion(),
                "annotations",
                Map.of(Names.INVOCATIONS, String.valueOf(number), Names.INVOKED, last.toString()));
    }
}
