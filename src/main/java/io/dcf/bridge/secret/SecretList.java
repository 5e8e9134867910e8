package io.dcf.bridge.secret;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * All secrets.
 *
 * @param secrets the secrets, sorted by name
 */
public record SecretList(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<Secret> secrets) {

    public SecretList {
        secrets = List.copyOf(secrets);
    }

    static SecretList of(List<String> names) {
        return new SecretList(names.stream().map(Secret::new).toList());
    }
}
