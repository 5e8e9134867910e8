package io.dcf.gateway.docker;

import com.github.dockerjava.api.model.Container;
import io.dcf.gateway.call.FunctionAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A container of this gateway in its current state.
 *
 * @param image the id of the image that it was made from
 * @param created time of creation in seconds since 1970
 * @param state the engine's name of the state, such as running, created, exited or restarting
 * @param description the engine's description of the state, such as {@code Exited (1) 3 seconds ago}
 * @param address the address at which it is called; null while it does not run
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

    /** Prefix of the names of containers whose function was deleted. */
    private static final String DELETED = "dcf-deleted.";

    private static final Pattern EXIT_CODE = Pattern.compile("\\(([0-9]+)\\)");

    /** Empty if its labels are not those of a function. */
    static Optional<ContainerStatus> of(Container container, @Nullable String network) {
        return ContainerLabels.read(container.getLabels())
                .map(labels -> new ContainerStatus(
                        container.getId(),
                        container.getNames().length == 0 ? container.getId() : container.getNames()[0].substring(1),
                        labels,
                        Objects.requireNonNullElse(container.getImageId(), ""),
                        container.getCreated(),
                        container.getState(),
                        container.getStatus(),
                        ContainerAddress.of(container, labels, network)));
    }

    /** The status of a container that was just created. */
    public static ContainerStatus created(String id, String name, ContainerLabels labels) {
        return new ContainerStatus(id, name, labels, "", System.currentTimeMillis() / 1000, "created", "Created", null);
    }

    /** Whether no process runs in it, and the engine will not start one by itself. */
    public boolean isStopped() {
        return state.equals("created") || state.equals("exited");
    }

    /** The exit code of its process, if that has ended. */
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
