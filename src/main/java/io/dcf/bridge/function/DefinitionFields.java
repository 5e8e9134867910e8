package io.dcf.bridge.function;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules for the maps and lists of a definition. */
final class DefinitionFields {

    /** The limit of Kubernetes for the annotations of an object. */
    private static final long MAX_BYTES = 256 * 1024;

    private final Violations violations;

    DefinitionFields(Violations violations) {
        this.violations = violations;
    }

    void requireBounded(String map, Map<String, String> texts) {
        requireBounded(map, bytes(texts.keySet()) + bytes(texts.values()));
    }

    void requireBounded(String list, List<String> texts) {
        requireBounded(list, bytes(texts));
    }

    private void requireBounded(String field, long bytes) {
        violations.require(
                bytes <= MAX_BYTES, "must have at most " + MAX_BYTES + " bytes in total, not " + bytes, field);
    }

    private static long bytes(Collection<String> texts) {
        return texts.stream()
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    void requireNames(String map, Collection<String> names, Syntax syntax) {
        names.forEach(name -> violations.require(syntax.allows(name), syntax.text(), map, name));
    }

    void requireLabels(Map<String, String> labels) {
        requireNames("labels", labels.keySet(), Syntax.LABEL_NAME);
        labels.forEach((name, value) ->
                violations.require(Syntax.LABEL_VALUE.allows(value), Syntax.LABEL_VALUE.text(), "labels", name));
    }

    void requireAnnotationNames(Collection<String> names) {
        names.forEach(name -> violations.require(!name.isBlank(), "must have a name", "annotations", name));
    }

    void requireSecrets(List<String> secrets) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < secrets.size(); i++) {
            violations.require(Syntax.SECRET_NAME.allows(secrets.get(i)), Syntax.SECRET_NAME.text(), "secrets", i);
            violations.require(seen.add(secrets.get(i)), "is named twice", "secrets", i);
        }
    }

    void requireConstraints(List<String> constraints) {
        for (int i = 0; i < constraints.size(); i++) {
            violations.require(!constraints.get(i).isBlank(), "must not be blank", "constraints", i);
        }
    }
}
