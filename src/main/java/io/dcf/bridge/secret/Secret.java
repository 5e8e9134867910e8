package io.dcf.bridge.secret;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A secret. Its value is never returned.
 *
 * @param name the name of the secret
 */
public record Secret(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "db-password")
        String name) {}
