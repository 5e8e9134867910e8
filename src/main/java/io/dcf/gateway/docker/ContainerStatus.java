package io.dcf.gateway.docker;

import io.dcf.gateway.call.FunctionAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A container of this gateway, as the engine describes it at present.
 *
 * @param image the id of the image that it was made from
 * @param created when, in seconds since 1970
 * @param state the engine's word for it, such as running, created, exited or restarting
 * @param description the engine's sentence for it, such as {@code Exited (1) 3 seconds ago}
 * @param address where it is called; none while it does not run
 */
public record ContainerStatus(
        String id,
        String name,
        ContainerLabels labels,
        String image,
        long created,
        String state,
        String description,
        @Nullable FunctionAddress address) {

    /** A container of this name belongs to a function that was deleted. */
    private static final String DELETED = "dcf-deleted.";

    private static final Pattern EXIT_CODE = Pattern.compile("\\(([0-9]+)\\)");

    boolean isRunning() {
        return state.equals("running");
    }

    /** Whether nothing runs in it, and nothing will unless it is started. */
    public boolean isStopped() {
        return state.equals("created") || state.equals("exited");
    }

    /** The exit code of its process, where that has ended. */
    public Optional<String> exitCode() {
        boolean ended = state.equals("exited") || state.equals("restarting") || state.equals("dead");
        Matcher code = EXIT_CODE.matcher(description);
        return ended ? Optional.of(code.find() ? code.group(1) : "unknown") : Optional.empty();
    }

    public boolean isDeleted() {
        return name.startsWith(DELETED);
    }

    public String nameOnceDeleted() {
        return isDeleted() ? name : DELETED + name;
    }
}
