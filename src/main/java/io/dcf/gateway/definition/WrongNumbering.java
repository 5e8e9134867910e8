package io.dcf.gateway.definition;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.FunctionResources;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Detects a definition that was written with the other numbering, by a field that contains another field's value. Five numbers differ:
 *
 * <pre>
 * number         5            6            7            8             9
 * guide          Secrets      Limits       Annotations  Constraints   RegistryAuth
 * dcf            Annotations  Constraints  Secrets      RegistryAuth  Limits
 * </pre>
 *
 * A text decoded as a message has no known field, since no name or constraint begins with a control character.
 */
final class WrongNumbering {

    /** A map entry begins with the tag of its key or of its value. */
    private static final Pattern MAP_ENTRY = Pattern.compile("[\\n\\x12].*", Pattern.DOTALL);

    /** {@code key=value} or {@code key == value}; base64 has {@code =} only at the end. */
    private static final Pattern CONSTRAINT = Pattern.compile("[^=]+=+[^=]+.*", Pattern.DOTALL);

    private WrongNumbering() {}

    /** The name of a field that contains another field's value. */
    static Optional<String> find(CreateFunctionRequest definition, Numbering numbering) {
        if (definition.getSecretsList().stream()
                .anyMatch(secret -> MAP_ENTRY.matcher(secret).matches())) {
            return Optional.of("Secrets");
        }
        if (hasUnknownFields(definition.getLimits())) {
            return Optional.of("Limits");
        }
        if (definition.containsAnnotations("")) {
            return Optional.of("Annotations");
        }
        if (definition.getConstraintsList().stream().anyMatch(constraint -> isNoConstraint(constraint, numbering))) {
            return Optional.of("Constraints");
        }
        return isNoCredential(definition.getRegistryAuth(), numbering) ? Optional.of("RegistryAuth") : Optional.empty();
    }

    private static boolean isNoConstraint(String constraint, Numbering numbering) {
        return numbering == Numbering.GUIDE
                ? isCredential(constraint)
                : constraint.isEmpty() || areResources(constraint);
    }

    private static boolean isNoCredential(String registryAuth, Numbering numbering) {
        return numbering == Numbering.GUIDE
                ? areResources(registryAuth)
                : CONSTRAINT.matcher(registryAuth).matches();
    }

    /** Base64 of {@code user:password}. */
    private static boolean isCredential(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).indexOf(':') > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean areResources(String text) {
        try {
            return !text.isEmpty() && !hasUnknownFields(FunctionResources.parseFrom(ByteString.copyFromUtf8(text)));
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static boolean hasUnknownFields(FunctionResources resources) {
        return !resources.getUnknownFields().asMap().isEmpty();
    }
}
