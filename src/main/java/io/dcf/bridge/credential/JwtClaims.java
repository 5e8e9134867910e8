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

/** What a token's claims have to be, and what they allow. */
final class JwtClaims {

    private JwtClaims() {}

    /** In time, meant for this bridge and, where the issuer is named, from it. */
    static OAuth2TokenValidator<Jwt> validator(SecurityProperties.Jwt properties) {
        JwtTimestampValidator time = new JwtTimestampValidator(properties.clockSkew());
        time.setAllowEmptyExpiryClaim(false);
        String issuer = properties.issuerUri();
        return new DelegatingOAuth2TokenValidator<>(
                require(
                        token -> !time.validate(token).hasErrors(),
                        "its time is over, has not come yet, or is not said."),
                require(
                        token -> token.getAudience() != null
                                && token.getAudience().contains(properties.audience()),
                        "it is meant for another audience."),
                require(
                        token -> issuer.isEmpty() || issuer.equals(token.getClaimAsString("iss")),
                        "it is of another issuer."));
    }

    private static OAuth2TokenValidator<Jwt> require(Predicate<Jwt> rule, String otherwise) {
        OAuth2Error error = new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, otherwise, null);
        return token ->
                rule.test(token) ? OAuth2TokenValidatorResult.success() : OAuth2TokenValidatorResult.failure(error);
    }

    /** Whatever issuers call it: scope and scp (RFC 9068, Microsoft Entra), roles, and Keycloak's realm_access.roles. */
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

    /** What is wrong, without what the token says. */
    static String reason(BadJwtException failure) {
        if (!(failure instanceof JwtValidationException invalid)) {
            return "it is not signed by a key of its issuer, or is no JWT at all.";
        }
        return String.valueOf(invalid.getErrors().iterator().next().getDescription());
    }
}
