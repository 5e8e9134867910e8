package io.dcf.bridge.credential;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/** Slow password hashes: bcrypt, as htpasswd and Spring write it, or Spring's PBKDF2. */
final class Passwords {

    private static final String BCRYPT = "\\$2[aby]\\$(0[4-9]|1[0-6])\\$[./0-9A-Za-z]{53}";
    private static final String PBKDF2 = "pbkdf2@SpringSecurity_v5_8";
    private static final String HASH = "(\\{bcrypt})?" + BCRYPT + "|\\{" + PBKDF2 + "}[0-9a-f]{64,}";

    private final DelegatingPasswordEncoder encoder;

    Passwords() {
        PasswordEncoder bcrypt = new BCryptPasswordEncoder();
        encoder = new DelegatingPasswordEncoder(
                "bcrypt", Map.of("bcrypt", bcrypt, PBKDF2, Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
        encoder.setDefaultPasswordEncoderForMatches(bcrypt);
    }

    /** Throws where the line has something else, such as a plain password, which the message does not show. */
    static void requireHash(CredentialLine line) {
        if (!line.hash().matches(HASH)) {
            throw new CredentialException(
                    line.where(),
                    "has a password that is not hashed",
                    "Replace it by its hash, which this prints after the name:" + " htpasswd -nbBC 10 " + line.name()
                            + " PASSWORD");
        }
    }

    /** The algorithm and its cost: hashes of one kind take the same time. */
    private static String kind(String hash) {
        int bcrypt = hash.indexOf("$2");
        return bcrypt < 0 ? PBKDF2 : hash.substring(bcrypt + 4, bcrypt + 6); // the cost
    }

    /**
     * Whether a password is the user's; an empty one never is. A failure takes one hash of each kind that any user has,
     * so that the time reveals neither whether the user exists nor how the password is hashed.
     *
     * @param hash the user's; null where the user does not exist
     * @param all the hashes of all users
     */
    boolean matches(String password, @Nullable String hash, Collection<String> all) {
        if (hash != null && encoder.matches(password, hash) && !password.isEmpty()) {
            return true;
        }
        Set<String> done = new HashSet<>();
        if (hash != null) {
            done.add(kind(hash));
        }
        for (String other : all) {
            if (done.add(kind(other))) {
                encoder.matches(password, other);
            }
        }
        return false;
    }
}
