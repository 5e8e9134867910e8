package io.dcf.bridge.credential;

import org.jspecify.annotations.Nullable;

/**
 * The WWW-Authenticate header of a refused request (RFC 9110, 11.6.1), and the hints that belong to it.
 *
 * @param mode how clients authenticate
 */
public record Challenge(SecurityMode mode) {

    private static final String REALM = " realm=\"dcf-bridge\"";

    /** The header of a 401. */
    public String header() {
        return mode == SecurityMode.BASIC ? "Basic" + REALM + ", charset=\"UTF-8\"" : "Bearer" + REALM;
    }

    /** The header of a 401 for invalid credentials. */
    public String invalidCredentials() {
        return mode == SecurityMode.BASIC ? header() : header() + ", error=\"invalid_token\"";
    }

    /** The header of a 403; null where the scheme has none. */
    public @Nullable String missingAuthority(String authority) {
        return mode == SecurityMode.BASIC
                ? null
                : header() + ", error=\"insufficient_scope\", scope=\"" + authority + "\"";
    }

    public String credentialsHint() {
        return switch (mode) {
            case BASIC -> "Send the name and password of a user of bridge.security.users: Authorization: Basic ...";
            case TOKEN -> "Send a token that bridge.security.tokens-file lists: Authorization: Bearer ...";
            case JWT ->
                "Send a token of the issuer in bridge.security.jwt, for its audience: Authorization: Bearer ...";
            case NONE -> throw new IllegalStateException("mode none has no authentication");
        };
    }

    public @Nullable String authorityHint(String authority) {
        return switch (mode) {
            case BASIC -> "Add " + authority + " to the authorities of the user.";
            case TOKEN -> "Add " + authority + " to the line of the token in bridge.security.tokens-file.";
            case JWT -> "Send a token whose scope or roles contain " + authority + ".";
            case NONE -> null;
        };
    }
}
