package io.dcf.bridge.api;

import tools.jackson.databind.JsonNode;

/** Names the kinds of JSON values in messages. */
final class JsonKind {

    private JsonKind() {}

    /** Such as "must be an array, not a string". */
    static String mustBe(String expected, JsonNode found) {
        return "must be " + expected + ", not " + of(found);
    }

    static String of(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT, POJO -> "an object";
            case STRING, BINARY -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case MISSING -> "nothing";
        };
    }
}
