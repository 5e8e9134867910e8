package io.dcf.bridge.functionlog;

import io.dcf.bridge.function.FunctionLog;
import io.dcf.bridge.function.LogPosition;
import io.dcf.bridge.stream.EventFormat;
import io.dcf.bridge.stream.OutputJson;
import java.io.ByteArrayOutputStream;

/** The events of one followed log: one for each line, whose id is the position after it. */
final class LogEvents {

    private final OutputJson json;
    private LogPosition position;

    /** @param position where the client starts to read */
    LogEvents(OutputJson json, LogPosition position) {
        this.json = json;
        this.position = position;
    }

    /**
     * @param log all lines
     * @param fresh the new lines among them, the last ones of each instance
     */
    byte[] of(FunctionLog log, FunctionLog fresh) {
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        position = log.read(
                fresh,
                position,
                (line, after) -> events.writeBytes(EventFormat.event("line", after.toString(), json.value(line))));
        return events.toByteArray();
    }
}
