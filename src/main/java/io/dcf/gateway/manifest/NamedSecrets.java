package io.dcf.gateway.manifest;

import io.dcf.gateway.call.Refusal;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The secrets that a definition names.
 *
 * @param pull secrets with credentials for registries
 * @param files other secrets, which a container finds as files
 */
public record NamedSecrets(List<String> pull, List<String> files) {

    public static final NamedSecrets NONE = new NamedSecrets(List.of(), List.of());

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    public NamedSecrets {
        pull = List.copyOf(pull);
        files = List.copyOf(files);
    }

    /** Reads each from the cluster; refuses one that does not exist. */
    public static NamedSecrets of(Iterable<String> names, NamespacedKubernetesClient client) {
        List<String> pull = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (String name : names) {
            String type = String.valueOf(required(name, client).getType());
            switch (type) {
                case "kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg" -> pull.add(name);
                default -> files.add(name);
            }
        }
        return new NamedSecrets(pull, files);
    }

    private static Secret required(String name, NamespacedKubernetesClient client) {
        Secret secret =
                NAME.matcher(name).matches() ? client.secrets().withName(name).get() : null;
        if (secret == null) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "secret '" + name + "' does not exist in namespace '" + client.getNamespace() + "'");
        }
        return secret;
    }
}
