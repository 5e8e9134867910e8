package io.dcf.gateway.manifest;

import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** A definition's credentials for its registry in the format of Kubernetes. */
final class DockerConfigJson {

    private static final String DOCKER_HUB = "https://index.docker.io/v1/";

    private DockerConfigJson() {}

    /** The base64 of a {@code .dockerconfigjson} for the image's registry; refuses invalid credentials. */
    static String of(CreateFunctionRequest definition) {
        String auth = definition.getRegistryAuth();
        if (!isUserAndPassword(auth)) {
            throw Refusal.with(Status.Code.INVALID_ARGUMENT, "RegistryAuth must be base64 of user:password");
        }
        String config =
                Serialization.asJson(Map.of("auths", Map.of(registry(definition.getImage()), Map.of("auth", auth))));
        return Base64.getEncoder().encodeToString(config.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isUserAndPassword(String auth) {
        try {
            return new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8).contains(":");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The part before the first slash if that is a host, else Docker Hub. */
    private static String registry(String image) {
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : DOCKER_HUB;
    }
}
