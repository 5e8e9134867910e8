package io.dcf.bridge.credential;

import io.dcf.bridge.limit.DurationBetween;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Authentication and authorization of clients.
 *
 * @param mode how clients authenticate: none, basic, token or jwt. With none and a server.address other than loopback,
 *     the bridge does not start.
 * @param allowAnonymous allows all clients in mode none, on any server.address.
 * @param users users of mode basic, by name, each with a password hash and authorities.
 * @param usersFile file with the users of mode basic: lines of name:hash:authorities. It is read again when it changes.
 * @param tokensFile file with the tokens of mode token: lines of name:sha256:authorities. It is read again when it
 *     changes.
 * @param jwt which tokens are valid in mode jwt.
 * @param functions an authority that a function requires in addition, by its name: pattern=authority, such as
 *     team-a-*=team-a.
 * @param hosts names, such as bridge.example.org or *.example.org, that the Host header may have in mode none, besides
 *     localhost and addresses; * allows any. A web page can make its own name resolve to this machine, so other names
 *     are refused.
 * @param origins origins of pages, such as https://app.example.org, that have access from a browser. Pages of the
 *     bridge's own host always have it.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.security", ignoreUnknownFields = false)
public record SecurityProperties(
        @DefaultValue("none") @NotNull SecurityMode mode,
        boolean allowAnonymous,
        @DefaultValue Map<String, @Valid User> users,
        @DefaultValue("") String usersFile,
        @DefaultValue("") String tokensFile,
        @DefaultValue @NotNull @Valid Jwt jwt,

        @DefaultValue List<@Pattern(regexp = FUNCTION_AUTHORITY, message = FUNCTION_AUTHORITY_FORM) String> functions,

        @DefaultValue List<@Pattern(regexp = HOST, message = HOST_FORM) String> hosts,

        @DefaultValue List<@Pattern(regexp = ORIGIN, message = ORIGIN_FORM) String> origins) {

    private static final String FUNCTION_AUTHORITY = "[-a-z0-9*?]+=\\S+";
    private static final String FUNCTION_AUTHORITY_FORM = "must be pattern=authority, such as team-a-*=team-a";
    private static final String HOST = "\\*|(\\*\\.)?[-._A-Za-z0-9]+";
    private static final String HOST_FORM = "must be a host's name, such as bridge.example.org, without a port, or *";
    private static final String ORIGIN = "https?://[^/?#\\s*]+";
    private static final String ORIGIN_FORM = "must be an origin, such as https://app.example.org, without a path";

    /**
     * A user of mode basic.
     *
     * @param password a hash of the password, such as htpasswd -nbB makes.
     * @param authorities what the user may do, such as functions:read.
     */
    public record User(
            @DefaultValue("") String password, @DefaultValue List<String> authorities) {

        /** Does not show the hash. */
        @Override
        public String toString() {
            return "User" + authorities;
        }
    }

    /**
     * Validation of tokens in mode jwt.
     *
     * @param issuerUri the OpenID provider that issues the tokens. Its discovery document locates the keys, unless
     *     jwk-set-uri is set.
     * @param jwkSetUri URL of the keys that sign tokens.
     * @param audience value that the claim aud of a token must contain.
     * @param clockSkew how far clocks may differ when the times of a token are checked.
     */
    public record Jwt(
            @DefaultValue("")
            @Pattern(regexp = URL, message = "must be a URL, such as https://login.example.org/realms/functions")
            String issuerUri,

            @DefaultValue("") @Pattern(regexp = URL, message = "must be a URL, such as https://login.example.org/keys")
            String jwkSetUri,

            @DefaultValue("") String audience,

            @DefaultValue("30s") @NotNull @DurationBetween(min = "0s", max = "5m")
            Duration clockSkew) {

        private static final String URL = "|https?://[^\\s?#]+";
    }
}
