package io.dcf.bridge.invocation;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violation;
import io.dcf.bridge.queue.Submission;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The header Idempotency-Key: a client's name for a submission, under which it is made once. Each client has its own keys. */
final class IdempotencyKey {

    private static final String HEADER = "Idempotency-Key";
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private IdempotencyKey() {}

    /** Throws an {@link InvalidException} for an invalid key. */
    static Submission.@Nullable Idempotency of(
            HttpServletRequest request, String function, String target, byte[] body) {
        String key = request.getHeader(HEADER);
        if (key == null) {
            return null;
        } else if (!FORM.matcher(key).matches()) {
            throw new InvalidException(
                    List.of(new Violation("", "must be 1 to 255 ASCII characters without spaces").under(HEADER)));
        }
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return new Submission.Idempotency(
                hash(new byte[0], caller == null ? "" : caller.getName(), function, key),
                hash(body, request.getMethod(), target));
    }

    private static String hash(byte[] body, String... parts) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                hash.update(part.getBytes(StandardCharsets.UTF_8));
                hash.update((byte) 0);
            }
            return HexFormat.of().formatHex(hash.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each JDK has it
        }
    }
}
