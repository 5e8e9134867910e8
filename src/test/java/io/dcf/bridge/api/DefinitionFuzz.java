package io.dcf.bridge.api;

import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Scale;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Definitions as any bytes: they are read, written and read again with the same result, or are refused with reasons. */
public final class DefinitionFuzz {

    private static final JsonMapper JSON = mapper();

    private DefinitionFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            FunctionDefinition definition = JSON.readValue(bytes, FunctionDefinition.class);
            FunctionDefinition again = JSON.treeToValue(written(definition), FunctionDefinition.class);
            require(
                    definition.equals(again),
                    "it does not read as it is written: " + JSON.writeValueAsString(definition));
        } catch (InvalidException e) {
            require(
                    !e.violations().isEmpty() && e.violations().size() <= 100,
                    "violations: " + e.violations().size());
        } catch (JacksonException e) {
            require(e.getOriginalMessage() != null, "refused without a word");
        }
        try {
            Scale scale = JSON.readValue(bytes, Scale.class);
            require(scale.replicas() >= 0, "negative");
        } catch (InvalidException | JacksonException e) {
            // as documented
        }
    }

    /** Credentials are read, but never written. */
    private static JsonNode written(FunctionDefinition definition) {
        ObjectNode tree = (ObjectNode) JSON.readTree(JSON.writeValueAsString(definition));
        require(!tree.has("registryAuth"), "credentials are written");
        tree.put("registryAuth", definition.registryAuth());
        return tree;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(Objects.requireNonNull(otherwise));
        }
    }

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        new FunctionJson().functionJsonCustomizer().customize(builder);
        return builder.build();
    }
}
