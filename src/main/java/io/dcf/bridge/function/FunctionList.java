package io.dcf.bridge.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The deployed functions, or a page of them.
 *
 * @param functions the functions, sorted by name
 * @param position the query parameter 'continue' of the next page; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FunctionList(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<FunctionStatus> functions,

        @Schema(description = "the query parameter 'continue' of the next page; absent on the last page")
        @JsonProperty("continue")
        @Nullable
        String position) {

    public FunctionList {
        functions = List.copyOf(functions);
    }

    /** The next page of functions, which are sorted by name, after a position. */
    public static FunctionList page(List<FunctionStatus> all, @Nullable ListPosition after, int limit) {
        List<FunctionStatus> rest = all.stream()
                .filter(function -> after == null || function.name().compareTo(after.name()) > 0)
                .toList();
        if (rest.size() <= limit) {
            return new FunctionList(rest, null);
        }
        String last = rest.get(limit - 1).name();
        return new FunctionList(rest.subList(0, limit), new ListPosition(last).toString());
    }
}
