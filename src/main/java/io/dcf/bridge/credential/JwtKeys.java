package io.dcf.bridge.credential;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import io.dcf.bridge.credential.SecurityProperties.Jwt;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.util.Map;

/**
 * Fetches the keys of an issuer from the URL that is set, or else from the one that OpenID Connect Discovery 1.0, 4
 * finds.
 */
final class JwtKeys implements ResourceRetriever {

    static final int TIMEOUT_MILLIS = 2000;

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final int MAX_BYTES = 1 << 20;

    private final DefaultResourceRetriever http =
            new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES);

    private final String issuer;
    private final String keys;
    private volatile boolean reachable;

    JwtKeys(Jwt properties) {
        String setting = "bridge.security.jwt.";
        if (properties.issuerUri().isEmpty() && properties.jwkSetUri().isEmpty()) {
            throw new CredentialException(
                    setting + "issuer-uri",
                    "and jwk-set-uri are not set, and bridge.security.mode=jwt needs one of them",
                    "Set it to the OpenID provider, such as https://login.example.org/realms/functions.");
        }
        if (properties.audience().isEmpty()) {
            throw new CredentialException(
                    setting + "audience",
                    "is not set, and bridge.security.mode=jwt needs it",
                    "Set it to the claim aud of tokens for this bridge, so that tokens for other services are refused.");
        }
        issuer = properties.issuerUri();
        keys = properties.jwkSetUri();
    }

    /** The URL of the keys, or of the discovery document that names it. */
    URL url() {
        return url(keys.isEmpty() ? issuer.replaceFirst("/$", "") + DISCOVERY : keys);
    }

    /** Whether the last fetch succeeded. */
    boolean areReachable() {
        return reachable;
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        reachable = false;
        Resource keySet = http.retrieveResource(keys.isEmpty() ? discovered(http.retrieveResource(url)) : url);
        reachable = true;
        return keySet;
    }

    private URL discovered(Resource document) throws IOException {
        try {
            Map<String, Object> provider = JSONObjectUtils.parse(document.getContent());
            if (!issuer.equals(provider.get("issuer"))) {
                throw new IOException("the OpenID provider names another issuer, " + provider.get("issuer"));
            }
            return url(String.valueOf(provider.get("jwks_uri")));
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException("the configuration of the OpenID provider is not valid", e);
        }
    }

    private static URL url(String text) {
        try {
            return URI.create(text).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a URL: " + text, e);
        }
    }
}
