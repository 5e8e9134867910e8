package io.dcf.bridge.function;

import java.util.List;

/**
 * All deployed functions.
 *
 * @param functions the functions, sorted by name
 */
public record FunctionList(List<FunctionStatus> functions) {

    public FunctionList {
        functions = List.copyOf(functions);
    }
}
