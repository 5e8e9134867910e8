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
 * Who may call.
 *
 * @param mode how a caller says who it is: none, basic, token or jwt. none is for the machine alone: with a wider server.address the bridge
 *     does not start.
 * @param allowAnonymous lets everybody call in mode none, wherever server.address listens.
 * @param users who may call in mode basic, by name: a hash as the password, and the authorities.
 * @param usersFile file of those who may call in mode basic: lines of name:hash:authorities, read again when it changes.
 * @param tokensFile file of the tokens of mode token: lines of name:sha256:authorities, read again when it changes.
 * @param jwt whose tokens are taken in mode jwt.
 * @param functions what a function asks of its callers in addition, by its name: pattern=authority, such as team-a-*=team-a.
 * @param hosts names, such as bridge.example.org or *.example.org, by which the bridge may be called in mode none, beside localhost and addresses; * is any. A
 *     web page can make its own name resolve to this machine, so other names are refused.
 * @param origins pages, such as https://app.example.org, that may call from a browser; those of the bridge's own host always may.
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

        @DefaultValue
        List<
                        @Pattern(
                                regexp = "[-a-z0-9*?]+=\\S+",
                                message = "must be pattern=authority, such as team-a-*=team-a")
                        String>
                functions,

        @DefaultValue
        List<
                        @Pattern(
                                regexp = "\\*|(\\*\\.)?[-._A-Za-z0-9]+",
                                message = "must be a host's name, such as bridge.example.org, without a port, or *")
                        String>
                hosts,

        @DefaultValue
        List<
                        @Pattern(
                                regexp = "https?://[^/?#\\s*]+",
                                message = "must be an origin, such as https://app.example.org, without a path")
                        String>
                origins) {

    /**
     * One who may call.
     *
     * @param password a hash of the password, such as htpasswd -nbB makes.
     * @param authorities what is allowed, such as functions:read.
     */
    public record User(
            @DefaultValue("") String password, @DefaultValue List<String> authorities) {

        /** Without the hash. */
        @Override
        public String toString() {
            return "User" + authorities;
        }
    }

    /**
     * Whose tokens are taken.
     *
     * @param issuerUri the OpenID provider that has to have issued a token; its keys are found by it, unless jwk-set-uri names them.
     * @param jwkSetUri where the keys are that sign tokens.
     * @param audience what a token has to be meant for, by its claim aud.
     * @param clockSkew how far clocks may differ where a token's time is checked.
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
