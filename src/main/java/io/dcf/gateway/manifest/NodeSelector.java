package io.dcf.gateway.manifest;

import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates the constraints of a definition into labels of nodes. */
final class NodeSelector {

    private static final Pattern CONSTRAINT = Pattern.compile("\\s*([^=!<>\\s]+)\\s*==?\\s*([^=!<>\\s]*)\\s*");

    private NodeSelector() {}

    /** Refuses constraints other than equality. */
    static Map<String, String> of(CreateFunctionRequest definition) {
        Map<String, String> labels = new TreeMap<>();
        for (String constraint : definition.getConstraintsList()) {
            Matcher parts = CONSTRAINT.matcher(constraint);
            if (!parts.matches()) {
                throw Refusal.with(
                        Status.Code.INVALID_ARGUMENT,
                        "Constraints must be labels of nodes, key=value or key == value, not '" + constraint + "'");
            }
            labels.put(parts.group(1), parts.group(2));
        }
        return labels;
    }
}
