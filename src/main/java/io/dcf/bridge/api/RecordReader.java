package io.dcf.bridge.api;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violations;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;

/** Reads JSON objects into records of one type. All violations, including those of the record itself, are thrown together. */
final class RecordReader<T extends Record> extends ValueDeserializer<T> {

    private final Class<T> type;
    private final Function<JsonObject, T> record;

    /** @param record makes the record from the object's values */
    RecordReader(Class<T> type, Function<JsonObject, T> record) {
        this.type = type;
        this.record = record;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
        return read(tree(parser, context));
    }

    /** Jackson does not wrap the exception of the number parser. Remove when: it reports such a number as a StreamReadException. */
    private JsonNode tree(JsonParser parser, DeserializationContext context) {
        try {
            return context.readTree(parser);
        } catch (NumberFormatException e) {
            return context.reportInputMismatch(type, "the exponent of a number is out of range");
        }
    }

    /** Throws an {@link InvalidException} with all violations. */
    T read(JsonNode node) {
        if (!node.isObject()) {
            throw new InvalidException("", JsonKind.mustBe("a JSON object", node));
        }
        Violations violations = new Violations();
        JsonObject object = new JsonObject(node, MemberNames.of(type), violations);
        T made = null;
        try {
            made = record.apply(object);
        } catch (InvalidException e) {
            violations.addAll(e.violations());
        }
        violations.throwIfAny();
        if (made == null) {
            throw new IllegalStateException("neither a record nor a violation");
        }
        return made;
    }
}
