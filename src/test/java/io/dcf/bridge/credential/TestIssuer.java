package io.dcf.bridge.credential;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** The part of an OpenID provider that a bridge uses: its configuration and its keys. */
public final class TestIssuer implements AutoCloseable {

    private final RSAKey rsa;
    private final ECKey ec;
    private final int port;
    private HttpServer server;

    public TestIssuer() throws IOException, JOSEException {
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        server = listen(0);
        port = server.getAddress().getPort();
    }

    private HttpServer listen(int on) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), on), 0);
        http.createContext("/", exchange -> {
            String body = exchange.getRequestURI().getPath().equals("/keys")
                    ? new JWKSet(java.util.List.of(rsa, ec)).toString(true)
                    : "{\"issuer\":\"" + uri() + "\",\"jwks_uri\":\"" + uri() + "/keys\"}";
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        http.start();
        return http;
    }

    public String uri() {
        return "http://127.0.0.1:" + port;
    }

    void stop() {
        server.stop(0);
    }

    void restart() throws IOException {
        server = listen(port);
    }

    /** Valid claims for the audience 'bridge'. */
    public JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject("alice")
                .issuer(uri())
                .audience("bridge")
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .claim("scope", "openid functions:read functions:invoke");
    }

    public String token(JWTClaimsSet claims) {
        return sign(JWSAlgorithm.RS256, "rsa", claims);
    }

    String sign(JWSAlgorithm algorithm, String key, JWTClaimsSet claims) {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims);
        try {
            token.sign(signer(algorithm));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private JWSSigner signer(JWSAlgorithm algorithm) throws JOSEException {
        return switch (algorithm.getName().substring(0, 2)) {
            case "ES" -> new ECDSASigner(ec);
            case "HS" -> new MACSigner(rsa.toPublicJWK().toJSONString());
            default -> new RSASSASigner(rsa);
        };
    }

    @Override
    public void close() {
        stop();
    }
}
