package io.dcf.bridge.invoker;

import io.dcf.bridge.function.FunctionName;

/** Reads the bytes of a function's input. */
public final class TestInput {

    private TestInput() {}

    public static byte[] bytes(FunctionInput input) {
        return input.to(new FunctionName("f")).getInput().toByteArray();
    }
}
