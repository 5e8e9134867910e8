package io.dcf.bridge.function;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a function's instances wrote lately.
 *
 * @param lines the lines, instance by instance, oldest first
 */
public record FunctionLog(List<LogLine> lines) {

    public FunctionLog {
        lines = List.copyOf(lines);
    }

    /** The last so many lines of each instance. */
    public FunctionLog tail(int count) {
        Map<Integer, List<LogLine>> byInstance = lines.stream()
                .collect(Collectors.groupingBy(LogLine::instance, java.util.TreeMap::new, Collectors.toList()));
        return new FunctionLog(byInstance.values().stream()
                .flatMap(each -> each.subList(Math.max(0, each.size() - count), each.size()).stream())
                .toList());
    }
}
