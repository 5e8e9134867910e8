package io.dcf.gateway.docker;

import com.github.dockerjava.api.model.AuthConfig;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Parses a definition's credentials for the registry of its image: {@code user:password} in Base64, as in OpenFaaS. */
final class RegistryCredentials {

    private RegistryCredentials() {}

    /** Empty if the definition has none; refuses invalid ones. */
    static Optional<AuthConfig> of(CreateFunctionRequest definition) {
        if (definition.getRegistryAuth().isEmpty()) {
            return Optional.empty();
        }
        String[] parts = decoded(definition.getRegistryAuth()).split(":", 2);
        if (parts.length < 2) {
            throw Refusal.with(Status.Code.INVALID_ARGUMENT, "RegistryAuth must be base64 of user:password");
        }
        return Optional.of(new AuthConfig().withUsername(parts[0]).withPassword(parts[1]));
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
