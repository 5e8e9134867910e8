package io.dcf.bridge.callback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages according to Standard Webhooks 1.0. */
final class WebhookSignature {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** With a secret in the form whsec_BASE64. */
    WebhookSignature(String secret) {
        key = new SecretKeySpec(Base64.getDecoder().decode(secret.substring(secret.indexOf('_') + 1)), ALGORITHM);
    }

    /** The value of the header webhook-signature. */
    String of(String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // each JDK has the algorithm
        }
    }
}
