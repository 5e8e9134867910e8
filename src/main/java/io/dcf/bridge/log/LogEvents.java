package io.dcf.bridge.log;

import io.dcf.bridge.function.FunctionLog;
import io.dcf.bridge.function.LogPosition;
import io.dcf.bridge.stream.EventFormat;
import io.dcf.bridge.stream.OutputJson;
import java.io.ByteArrayOutputStream;

/** Makes events of the lines of one followed log; the id of each says how far the log has been read. */
final class LogEvents {

    private final OutputJson json;
    private LogPosition position;

    /** @param position where the follower begins */
    LogEvents(OutputJson json, LogPosition position) {
        this.json = json;
        this.position = position;
    }

    /**
     * @param log all lines
     * @param fresh the new ones among them, the last ones of each instance
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
