package io.dcf.bridge.settings;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.stereotype.Component;

/**
 * Hides secrets of settings in failure reports and at {@code /actuator/env} and {@code configprops}: values whose name
 * is that of a secret, private keys, and passwords in URLs. Names can be those of properties or of environment
 * variables.
 */
@Component
final class ShownSettings implements SanitizingFunction {

    private static final String HIDDEN = "(a secret)";
    private static final Pattern SECRET = Pattern.compile(
            ".*(password|passphrase|passwd|pwd|secret|token|credentials?|(private|api|access|secret)[-_.]?key)"
                    + "|(.*[._])?headers([._\\[].*)?"
                    + "|bridge[._]embedded[._]tokens?([._\\[].*)?"
                    + "|bridge[._]security[._]users?([._\\[].*)?"
                    + "|sun\\.java\\.command|java_tool_options|jdk_java_options",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AUTHORITIES = Pattern.compile(".*authorities(\\[\\d+])?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("(://|^|[\\s,])[^/?#@:,\\s]*:[^/?#@\\s]*@");
    private static final Pattern PASSWORD_PARAMETER =
            Pattern.compile("([?&;]password=)[^&;,\\s]*", Pattern.CASE_INSENSITIVE);
    private static final String PRIVATE_KEY = "PRIVATE KEY-----";

    @Override
    public SanitizableData apply(SanitizableData setting) {
        Object value = setting.getValue();
        return value == null ? setting : setting.withValue(of(setting.getKey(), value));
    }

    /** The value, or a replacement where it is a secret. */
    static @Nullable Object of(String name, @Nullable Object value) {
        String text = String.valueOf(value);
        if (SECRET.matcher(name).matches() && !AUTHORITIES.matcher(name).matches() || text.contains(PRIVATE_KEY)) {
            return HIDDEN;
        }
        String shown = PASSWORD_IN_URL.matcher(text).replaceAll("$1" + HIDDEN + "@");
        shown = PASSWORD_PARAMETER.matcher(shown).replaceAll("$1" + HIDDEN);
        return shown.equals(text) ? value : shown;
    }
}
