package io.dcf.bridge.credential;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/** Validates the claims of a token, and reads the authorities from them. */
final class JwtClaims {

    private JwtClaims() {}

    /** Checks the token's validity period, its audience and, where one is set, its issuer. */
    static OAuth2TokenValidator<Jwt> validator(SecurityProperties.Jwt properties) {
        JwtTimestampValidator time = new JwtTimestampValidator(properties.clockSkew());
        time.setAllowEmptyExpiryClaim(false);
        String issuer = properties.issuerUri();
        return new DelegatingOAuth2TokenValidator<>(
                require(
                        token -> !time.validate(token).hasErrors(),
                        "it has expired, is not valid yet, or has no expiry time."),
                require(
                        token -> token.getAudience() != null
                                && token.getAudience().contains(properties.audience()),
                        "it is for another audience."),
                require(
                        token -> issuer.isEmpty() || issuer.equals(token.getClaimAsString("iss")),
                        "it is from another issuer."));
    }

    private static OAuth2TokenValidator<Jwt> require(Predicate<Jwt> rule, String reason) {
        OAuth2Error error = new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, reason, null);
        return token ->
                rule.test(token) ? OAuth2TokenValidatorResult.success() : OAuth2TokenValidatorResult.failure(error);
    }

    /** From the claims scope (RFC 9068), scp (Microsoft Entra), roles, and realm_access.roles (Keycloak). */
    static List<String> authorities(Jwt token) {
        Object realm = token.getClaim("realm_access");
        return Stream.of(
                        token.getClaim("scope"),
                        token.getClaim("scp"),
                        token.getClaim("roles"),
                        realm instanceof Map<?, ?> access ? access.get("roles") : null)
                .flatMap(JwtClaims::names)
                .toList();
    }

    private static Stream<String> names(@Nullable Object claim) {
        if (claim instanceof String text) {
            return Stream.of(text.split(" ")).filter(name -> !name.isEmpty());
        }
        return claim instanceof Collection<?> all ? all.stream().map(String::valueOf) : Stream.of();
    }

    /** Why a token is invalid, without any content of the token. */
    static String reason(BadJwtException failure) {
        if (!(failure instanceof JwtValidationException invalid)) {
            return "it is not a JWT, or is not signed by a key of its issuer.";
        }
        return String.valueOf(invalid.getErrors().iterator().next().getDescription());
    }
}
