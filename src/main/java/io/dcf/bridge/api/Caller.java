package io.dcf.bridge.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dcf.bridge.credential.Identity;
import io.dcf.bridge.credential.SecurityMode;
import io.dcf.bridge.route.Authorities;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client of a request, and what it may do.
 *
 * @param mode how clients authenticate at this bridge: none, basic, token or jwt
 * @param authenticated whether the request has valid credentials; always false in mode none
 * @param name the name of the user, or of the token; absent if the client is not authenticated
 * @param authorities the authorities of the client; in mode none all of them
 * @param expiresAt the time at which the credentials expire; absent if they do not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Caller(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String mode,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) boolean authenticated,
        @Nullable String name,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<String> authorities,
        @Nullable Instant expiresAt) {

    public Caller {
        authorities = List.copyOf(authorities);
    }

    static Caller of(SecurityMode mode, @Nullable Identity identity) {
        if (identity == null) {
            return new Caller(
                    mode.toString(), false, null, mode == SecurityMode.NONE ? Authorities.names() : List.of(), null);
        }
        List<String> authorities = identity.caller().getAuthorities().stream()
                .map(each -> String.valueOf(each.getAuthority()))
                .toList();
        return new Caller(mode.toString(), true, identity.caller().getName(), authorities, identity.expiresAt());
    }
}
