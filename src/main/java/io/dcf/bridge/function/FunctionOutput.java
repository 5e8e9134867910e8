package io.dcf.bridge.function;

import org.jspecify.annotations.Nullable;

/**
 * What a function answered.
 *
 * @param bytes the output, verbatim
 * @param status HTTP's, 200 to 599; 200 where the function speaks no HTTP
 * @param contentType what the bytes are, as the gateway says it; null where it does not
 */
public record FunctionOutput(
        byte[] bytes, int status, @Nullable String contentType) {}
