package io.dcf.bridge.openfx;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.LogLine;
import java.util.List;

/** A {@code Message} of OpenFx: "OK", or a text. */
record FxMessage(@JsonProperty("Msg") String text) {

    static final FxMessage OK = new FxMessage("OK");

    /** A log: for each instance a heading, then its lines. */
    static FxMessage log(FunctionName name, List<LogLine> lines) {
        StringBuilder text = new StringBuilder();
        int instance = 0;
        for (LogLine line : lines) {
            if (line.instance() != instance) {
                instance = line.instance();
                text.append("---\nName: ").append(name).append("\nLog:\n");
            }
            text.append(line.text()).append('\n');
        }
        return new FxMessage(text.toString());
    }
}
