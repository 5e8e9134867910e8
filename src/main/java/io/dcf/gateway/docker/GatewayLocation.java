package io.dcf.gateway.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether the gateway runs on the engine's machine or in a container of that engine.
 *
 * @param container the name of that container; null on the machine itself
 * @param network the container's network, by which it reaches other containers; null if it reaches the machine's ports
 * @param mounts the machine's path of each mount, by its path in the container
 */
record GatewayLocation(@Nullable String container, @Nullable String network, Map<String, String> mounts) {

    private static final GatewayLocation MACHINE = new GatewayLocation(null, null, Map.of());
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

    /** Files that the engine itself mounts into a container. */
    private static final Pattern OWN_FILE =
            Pattern.compile("/containers/([0-9a-f]{64})/(?:hostname|hosts|resolv\\.conf) ");

    GatewayLocation {
        mounts = Map.copyOf(mounts);
    }

    static GatewayLocation find(DockerClient client) {
        try {
            return Files.isReadable(MOUNTS) ? of(client, Files.readString(MOUNTS)) : MACHINE;
        } catch (IOException e) {
            return MACHINE;
        }
    }

    static GatewayLocation of(DockerClient client, String mountInfo) {
        Matcher file = OWN_FILE.matcher(mountInfo);
        if (file.find()) {
            try {
                return of(client.inspectContainerCmd(file.group(1)).exec());
            } catch (NotFoundException e) {
                return MACHINE; // another engine's container
            }
        }
        return MACHINE;
    }

    private static GatewayLocation of(InspectContainerResponse own) {
        Map<String, String> mounts = new HashMap<>();
        if (own.getMounts() != null) {
            own.getMounts().forEach(mount -> {
                if (mount.getDestination() != null && mount.getSource() != null) {
                    mounts.put(mount.getDestination().getPath(), mount.getSource());
                }
            });
        }
        String network = own.getNetworkSettings().getNetworks().keySet().stream()
                .filter(each -> !each.equals("host") && !each.equals("none"))
                .sorted()
                .findFirst()
                .orElse(null);
        return new GatewayLocation(own.getName().replaceFirst("^/", ""), network, mounts);
    }

    /** The machine's path of a file of the gateway. */
    String onMachine(Path file) {
        for (Path above = file; above != null; above = above.getParent()) {
            String source = mounts.get(above.toString());
            if (source != null) {
                return Path.of(source).resolve(above.relativize(file)).toString();
            }
        }
        return file.toString();
    }
}
