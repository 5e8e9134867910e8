package io.dcf.bridge.credential;

import io.dcf.bridge.route.Authorities;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;

/** Authenticates with tokens that a file lists by their SHA-256. */
public final class Tokens implements Authenticator, AutoCloseable {

    private static final String SETTING = "bridge.security.tokens-file";
    private static final String FIX = "Write one token per line as name:sha256:authorities. This prints such a line:"
            + " echo \"ci:$(printf %s \"$TOKEN\" | sha256sum | cut -d' ' -f1):functions:read functions:invoke\"";

    /** The SHA-256 of an empty text, such as of a variable that is not set. */
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** The hash of a token, and its owner. */
    private record Token(ByteBuffer hash, Authentication caller) {}

    private final CredentialFile<Map<Long, Token>> file;

    public Tokens(SecurityProperties properties, TaskScheduler scheduler) {
        if (properties.tokensFile().isEmpty()) {
            throw new CredentialException(SETTING, "is not set, and bridge.security.mode=token needs it", FIX);
        }
        Path path = Path.of(properties.tokensFile());
        file = new CredentialFile<>(properties.tokensFile(), () -> read(path), scheduler);
    }

    private static Map<Long, Token> read(Path path) {
        Map<Long, Token> tokens = new HashMap<>();
        for (CredentialLine line : CredentialLine.read(SETTING, path, FIX)) {
            if (!line.hash().matches("[0-9a-fA-F]{64}")) {
                throw new CredentialException(line.where(), "does not have a SHA-256 in hexadecimal", FIX);
            }
            if (line.hash().equalsIgnoreCase(EMPTY)) {
                throw new CredentialException(
                        line.where(), "has the SHA-256 of an empty text: the token was empty when it was hashed", FIX);
            }
            byte[] hash = HexFormat.of().parseHex(line.hash());
            Token token = new Token(ByteBuffer.wrap(hash), Authorities.caller(line.name(), line.authorities()));
            if (tokens.put(head(hash), token) != null) {
                throw new CredentialException(line.where(), "repeats a token", FIX);
            }
        }
        return tokens;
    }

    @Override
    public String name() {
        return "Bearer";
    }

    /** Looks up the first bytes of a hash, which nobody can choose, and compares the rest in constant time. */
    @Override
    public Identity authenticate(String credentials, boolean throttle) {
        byte[] hash = sha256(credentials);
        Authentication caller = find(hash).orElseThrow(() -> new BadCredentialsException("The token is unknown."));
        return new Identity(caller, () -> find(hash), null);
    }

    private Optional<Authentication> find(byte[] hash) {
        Token token = file.current().get(head(hash));
        return token != null && MessageDigest.isEqual(hash, token.hash().array())
                ? Optional.of(token.caller())
                : Optional.empty();
    }

    private static long head(byte[] hash) {
        return ByteBuffer.wrap(hash).getLong();
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
