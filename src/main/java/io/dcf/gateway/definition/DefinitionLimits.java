package io.dcf.gateway.definition;

import com.google.protobuf.Any;
import com.google.rpc.QuotaFailure;
import com.google.rpc.QuotaFailure.Violation;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of what the embedded gateway stores. With the defaults a list of all functions fits into a gRPC message of 4 MiB.
 *
 * @param maxCount maximum number of functions.
 * @param maxBytes maximum total size of all definitions in bytes.
 */
public record DefinitionLimits(
        @DefaultValue("10000") @Min(value = 1, message = "must be 1 or more")
        int maxCount,

        @DefaultValue("3145728")
        @Min(value = 1024, message = "must be between 1024 and 1073741824")
        @Max(value = 1073741824, message = "must be between 1024 and 1073741824")
        long maxBytes) {

    /** Throws a refusal if one more function would exceed the limit. */
    public void requireCount(int present) {
        if (present >= maxCount) {
            throw full("max-count", maxCount, "there are " + present + " functions");
        }
    }

    /**
     * Throws a refusal if the total size of all definitions would exceed the limit. A definition that does not grow always fits.
     *
     * @param total size of all definitions now
     * @param before size of the definition that is replaced, 0 if there is none
     * @param after size of the new definition
     */
    public void requireBytes(long total, long before, long after) {
        if (after > before && total - before + after > maxBytes) {
            long bytes = total - before + after;
            throw full("max-bytes", maxBytes, "the definitions would have " + bytes + " bytes in total");
        }
    }

    /** Also names the setting in the details of the status, so that callers need not parse the text. */
    private static StatusRuntimeException full(String setting, long limit, String situation) {
        String name = "bridge.embedded.definitions." + setting;
        String text = situation + ", and '" + name + "' allows " + limit;
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.RESOURCE_EXHAUSTED.value())
                .setMessage(text)
                .addDetails(Any.pack(QuotaFailure.newBuilder()
                        .addViolations(Violation.newBuilder().setSubject(name).setDescription(text))
                        .build()))
                .build());
    }
}
