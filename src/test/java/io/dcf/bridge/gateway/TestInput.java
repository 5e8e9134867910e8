package io.dcf.bridge.gateway;

import io.dcf.bridge.function.FunctionName;

/** Looks into what a function is given. */
public final class TestInput {

    private TestInput() {}

    public static byte[] bytes(FunctionInput input) {
        return input.to(new FunctionName("f")).getInput().toByteArray();
    }
}
