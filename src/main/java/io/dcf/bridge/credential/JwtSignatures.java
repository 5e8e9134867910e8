package io.dcf.bridge.credential;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Duration;
import java.util.Set;

/** Verifies types and signatures of tokens: the algorithms that are allowed, and how long keys are kept. */
final class JwtSignatures {

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Duration KEY_LIFETIME = Duration.ofMinutes(5);
    private static final Duration MAX_OUTAGE = Duration.ofHours(1);
    private static final Duration MIN_FETCH_INTERVAL = Duration.ofSeconds(5);

    private JwtSignatures() {}

    /** Spring's validators check the claims. */
    static DefaultJWTProcessor<SecurityContext> processor(JwtKeys keys) {
        var source = JWKSourceBuilder.<SecurityContext>create(keys.url(), keys)
                .cache(KEY_LIFETIME.toMillis(), JwtKeys.TIMEOUT_MILLIS * 3L)
                .rateLimited(MIN_FETCH_INTERVAL.toMillis())
                .outageTolerant(MAX_OUTAGE.toMillis())
                .build();
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source));
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        return processor;
    }
}
