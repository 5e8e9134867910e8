package io.dcf.bridge.function;

import java.util.regex.Pattern;

/**
 * A syntax rule of Kubernetes or of container registries.
 *
 * @param pattern the pattern that the whole text must match
 * @param max the maximum length, in characters
 * @param text the rule in words, which begin with "must be"
 */
public record Syntax(Pattern pattern, int max, String text) {

    static final String FUNCTION_NAME_PATTERN = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";
    static final String QUANTITY_PATTERN =
            "^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]{1,3})?$";
    static final String IMAGE_PATTERN = "^([a-zA-Z0-9]([-.a-zA-Z0-9]*[a-zA-Z0-9])?(:[0-9]{1,5})?/)?"
            + "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*"
            + "(:[A-Za-z0-9_][-.A-Za-z0-9_]{0,127})?(@sha256:[a-f0-9]{64})?$";
    static final int IMAGE_MAX = 512;
    public static final String SECRET_NAME_PATTERN =
            "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";
    public static final int SECRET_NAME_MAX = 253;

    static final Syntax FUNCTION_NAME = new Syntax(
            FUNCTION_NAME_PATTERN,
            63,
            "1 to 63 of a-z, 0-9 and '-', with a letter or digit at both ends, such as \"resize-image\"");

    static final Syntax IMAGE = new Syntax(
            IMAGE_PATTERN,
            IMAGE_MAX,
            "a container image reference, such as \"builtin/echo\" or \"registry.example.org/team/app:1.2\"");

    static final Syntax QUANTITY = new Syntax(
            QUANTITY_PATTERN, 32, "a Kubernetes quantity, such as \"128Mi\" of memory, \"100m\" of CPU or \"1\" GPU");

    /** Names in {@code envVars}. */
    public static final Syntax ENVIRONMENT_NAME = new Syntax(
            "^[-._a-zA-Z][-._a-zA-Z0-9]*$", 253, "named by letters, digits, '-', '.' and '_', without a leading digit");

    /** Names in {@code labels}. */
    public static final Syntax LABEL_NAME = new Syntax(
            "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?$",
            317,
            "named as a Kubernetes label: 1 to 63 of letters, digits, '-', '_' and '.', after an optional \"example.org/\"");

    /** Values in {@code labels}. */
    public static final Syntax LABEL_VALUE = new Syntax(
            "^([A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)?$",
            63,
            "a Kubernetes label value: empty, or 1 to 63 of letters, digits, '-', '_' and '.', with a letter or digit at both ends");

    public static final Syntax SECRET_NAME = new Syntax(
            SECRET_NAME_PATTERN, SECRET_NAME_MAX, "the name of a Kubernetes secret, such as \"db-password\"");

    private Syntax(String pattern, int max, String text) {
        this(Pattern.compile(pattern), max, "must be " + text);
    }

    /** Whether a text follows the rule. The length is checked first, so that no pattern runs on a huge text. */
    public boolean allows(String candidate) {
        return candidate.length() <= max && pattern.matcher(candidate).matches();
    }
}
