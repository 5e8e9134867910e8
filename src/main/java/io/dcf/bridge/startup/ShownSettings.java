package io.dcf.bridge.startup;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.stereotype.Component;

/**
 * What is shown of settings, where one is wrong and at {@code /actuator/env} and {@code configprops}: no value whose name says that it is a
 * secret, no private key, and no password in a URL. Names are as in a file or as in the environment.
 */
@Component
final class ShownSettings implements SanitizingFunction {

    private static final String NOT_SHOWN = "(a secret)";
    private static final Pattern SECRET = Pattern.compile(
            ".*(password|passphrase|passwd|pwd|secret|token|credentials?|(private|api|access|secret)[-_.]?key)"
                    + "|(.*[._])?headers([._\\[].*)?"
                    + "|bridge[._]embedded[._]tokens?([._\\[].*)?"
                    + "|bridge[._]security[._]users?([._\\[].*)?"
                    + "|sun\\.java\\.command|java_tool_options|jdk_java_options",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AUTHORITIES = Pattern.compile(".*authorities(\\[\\d+])?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("(://|^|[\\s,])[^/?#@:,\\s]*:[^/?#@\\s]*@");
    private static final String PRIVATE_KEY = "PRIVATE KEY-----";

    @Override
    public SanitizableData apply(SanitizableData setting) {
        Object value = setting.getValue();
        return value == null ? setting : setting.withValue(of(setting.getKey(), value));
    }

    /** What is shown of a value; itself, where it is no secret. */
    static @Nullable Object of(String name, @Nullable Object value) {
        String text = String.valueOf(value);
        if (SECRET.matcher(name).matches() && !AUTHORITIES.matcher(name).matches() || text.contains(PRIVATE_KEY)) {
            return NOT_SHOWN;
        }
        String shown = PASSWORD_IN_URL.matcher(text).replaceAll("$1" + NOT_SHOWN + "@");
        return shown.equals(text) ? value : shown;
    }
}
