package io.dcf.bridge.credential;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import io.dcf.bridge.credential.SecurityProperties.Jwt;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.util.Map;

/** Fetches an issuer's keys: from where they are said to be, or from where the issuer says (OpenID Connect Discovery 1.0, 4). */
final class JwtKeys implements ResourceRetriever {

    static final int PATIENCE_MILLIS = 2000;

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final int MOST_BYTES = 1 << 20;

    private final DefaultResourceRetriever http =
            new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, MOST_BYTES);

    private final String issuer;
    private final String keys;
    private volatile boolean reachable;

    JwtKeys(Jwt properties) {
        String setting = "bridge.security.jwt.";
        if (properties.issuerUri().isEmpty() && properties.jwkSetUri().isEmpty()) {
            throw new CredentialException(
                    setting + "issuer-uri",
                    "is missing, and so is jwk-set-uri: bridge.security.mode=jwt needs one of them",
                    "Name the OpenID provider, such as https://login.example.org/realms/functions.");
        }
        if (properties.audience().isEmpty()) {
            throw new CredentialException(
                    setting + "audience",
                    "is missing, which bridge.security.mode=jwt needs",
                    "Name what tokens for this bridge have as their claim aud, so that tokens for others are refused.");
        }
        issuer = properties.issuerUri();
        keys = properties.jwkSetUri();
    }

    /** What is fetched, in whatever steps. */
    URL url() {
        return url(keys.isEmpty() ? issuer.replaceFirst("/$", "") + DISCOVERY : keys);
    }

    /** Whether the issuer could be reached when it was last asked. */
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
                throw new IOException("the provider is another issuer, " + provider.get("issuer"));
            }
            return url(String.valueOf(provider.get("jwks_uri")));
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException("the provider's configuration is unreadable", e);
        }
    }

    private static URL url(String text) {
        try {
            return URI.create(text).toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
