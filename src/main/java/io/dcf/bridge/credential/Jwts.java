package io.dcf.bridge.credential;

import io.dcf.bridge.credential.SecurityProperties.Jwt;
import io.dcf.bridge.route.Authorities;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Authenticates with JWTs. The keys of the issuer are fetched for the first token, so that the bridge starts without
 * it.
 */
public final class Jwts implements Authenticator {

    private static final Logger log = LoggerFactory.getLogger(Jwts.class);

    private final Duration skew;
    private final JwtKeys keys;
    private final NimbusJwtDecoder decoder;
    private final AuthenticationCache<Identity> cache = new AuthenticationCache<>(Duration.ofSeconds(10));

    public Jwts(Jwt properties) {
        skew = properties.clockSkew();
        keys = new JwtKeys(properties);
        decoder = new NimbusJwtDecoder(JwtSignatures.processor(keys));
        decoder.setJwtValidator(JwtClaims.validator(properties));
    }

    @Override
    public String name() {
        return "Bearer";
    }

    @Override
    public Identity authenticate(String credentials, boolean throttle) {
        Identity known = cache.find(credentials);
        if (known != null) {
            return known;
        }
        var token = decode(credentials);
        Authentication caller = Authorities.caller(String.valueOf(token.getSubject()), JwtClaims.authorities(token));
        Instant expiry = token.getExpiresAt();
        Instant validUntil = expiry == null ? Instant.MIN : expiry.plus(skew);
        Identity identity = new Identity(
                caller, () -> Optional.of(caller).filter(any -> Instant.now().isBefore(validUntil)), expiry);
        cache.put(credentials, identity, validUntil);
        return identity;
    }

    private org.springframework.security.oauth2.jwt.Jwt decode(String credentials) {
        try {
            return decoder.decode(credentials);
        } catch (BadJwtException e) {
            log.debug("Refused a token", e);
            throw new BadCredentialsException("The token is not valid: " + JwtClaims.reason(e), e);
        } catch (JwtException e) {
            if (keys.areReachable()) {
                log.debug("Refused a token", e);
                throw new BadCredentialsException("The token is signed by a key that its issuer does not publish.", e);
            }
            log.warn("Failed to fetch the keys that check tokens: {}", e.getMessage());
            throw new AuthenticationServiceException("no keys to check tokens with", e);
        }
    }
}
