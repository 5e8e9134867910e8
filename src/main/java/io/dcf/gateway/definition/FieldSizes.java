package io.dcf.gateway.definition;

import com.google.protobuf.ByteString;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import java.util.Collection;
import java.util.Map;

/** Limits the size of each field of a definition. */
final class FieldSizes {

    /** The limit that Kubernetes sets for an object's annotations. */
    private static final long MAX_FIELD = 256 * 1024;

    private FieldSizes() {}

    /** Throws a refusal if a field of the definition is too large. */
    static void requireBounded(CreateFunctionRequest definition) {
        requireBounded("EnvVars", definition.getEnvVarsMap());
        requireBounded("Labels", definition.getLabelsMap());
        requireBounded("Annotations", definition.getAnnotationsMap());
        requireBounded("Secrets", definition.getSecretsList());
        requireBounded("Constraints", definition.getConstraintsList());
        requireBounded("RegistryAuth", definition.getRegistryAuthBytes().size());
    }

    private static void requireBounded(String field, Map<String, String> texts) {
        requireBounded(field, bytes(texts.keySet()) + bytes(texts.values()));
    }

    private static void requireBounded(String field, Collection<String> texts) {
        requireBounded(field, bytes(texts));
    }

    private static void requireBounded(String field, long bytes) {
        if (bytes > MAX_FIELD) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    field + " must have at most " + MAX_FIELD + " bytes in total, not " + bytes);
        }
    }

    private static long bytes(Collection<String> texts) {
        return texts.stream()
                .mapToLong(text -> ByteString.copyFromUtf8(text).size())
                .sum();
    }
}
