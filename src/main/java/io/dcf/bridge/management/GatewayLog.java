package io.dcf.bridge.management;

import io.dcf.bridge.function.LogLine;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text of {@code GetLog}: for each instance a line {@code ---}, a line {@code Name: <function>}, a line
 * {@code Log:}, then what the instance wrote. Text without such a heading belongs to the first instance.
 */
final class GatewayLog {

    private GatewayLog() {}

    static List<LogLine> lines(String text) {
        List<String> raw = text.lines().toList();
        List<LogLine> lines = new ArrayList<>();
        int instance = 0;
        for (int i = 0; i < raw.size(); i++) {
            if (isHeading(raw, i)) {
                instance++;
                i += 2;
            } else {
                lines.add(new LogLine(Math.max(1, instance), raw.get(i)));
            }
        }
        return lines;
    }

    private static boolean isHeading(List<String> raw, int i) {
        return i + 2 < raw.size()
                && raw.get(i).equals("---")
                && raw.get(i + 1).startsWith("Name: ")
                && raw.get(i + 2).equals("Log:");
    }
}
