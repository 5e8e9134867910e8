package io.dcf.bridge.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of asynchronous invocations.
 *
 * @param invocations the invocations, the newest first
 * @param position the query parameter 'continue' of the next page; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvocationList(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<InvocationStatus> invocations,

        @Schema(description = "the query parameter 'continue' of the next page; absent on the last page")
        @JsonProperty("continue")
        @Nullable
        String position) {

    public InvocationList {
        invocations = List.copyOf(invocations);
    }
}
