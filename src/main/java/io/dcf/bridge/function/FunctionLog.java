package io.dcf.bridge.function;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Recent log lines of the instances of a function.
 *
 * @param lines the lines, grouped by instance, oldest first
 */
public record FunctionLog(List<LogLine> lines) {

    public FunctionLog {
        lines = List.copyOf(lines);
    }

    /** The last lines of each instance. */
    public FunctionLog tail(int count) {
        return ofEach((instance, log) -> log.subList(Math.max(0, log.size() - count), log.size()));
    }

    /** The lines of a time range. */
    public FunctionLog since(Since start) {
        return ofEach((instance, log) -> start.in(log));
    }

    /**
     * The lines that are new since an earlier reading of the same log, whose oldest lines may be gone by now. For each
     * instance the result is what follows the longest suffix of the earlier lines that is a prefix of the present ones.
     * Without such a suffix all lines are new: the instance restarted, or wrote more than the log keeps between the
     * readings.
     *
     * <p>Equal lines cannot be distinguished. If a log of n equal lines is read twice, none counts as new, though n may
     * be; and a new instance whose first lines equal the last ones of the old instance counts as the old one. Instances
     * are identified by number, so that if one goes, the lines of those after it count as new.
     */
    public FunctionLog after(FunctionLog earlier) {
        SortedMap<Integer, List<LogLine>> known = earlier.byInstance();
        return ofEach((instance, log) ->
                log.subList(Overlap.of(known.getOrDefault(instance, List.of()), log), log.size()));
    }

    /** The lines after a position; all lines of an instance whose log does not have that position. */
    public FunctionLog after(LogPosition position) {
        return ofEach((instance, log) -> log.subList(position.in(instance, log), log.size()));
    }

    /**
     * Reads a part of this log, the last lines of each instance. The lines before them count as read.
     *
     * @param reader receives each line and the position after it
     * @return the position after all lines
     */
    public LogPosition read(FunctionLog part, LogPosition from, BiConsumer<LogLine, LogPosition> reader) {
        SortedMap<Integer, List<LogLine>> parts = part.byInstance();
        LogPosition position = from;
        for (var each : byInstance().entrySet()) {
            int instance = each.getKey();
            List<LogLine> log = each.getValue();
            int next = log.size() - parts.getOrDefault(instance, List.of()).size();
            position = next == 0 ? position : position.after(instance, log.subList(0, next));
        }
        for (var each : byInstance().entrySet()) {
            List<LogLine> log = each.getValue();
            List<LogLine> lines = parts.getOrDefault(each.getKey(), List.of());
            for (int i = 0; i < lines.size(); i++) {
                position = position.after(each.getKey(), log.subList(0, log.size() - lines.size() + i + 1));
                reader.accept(lines.get(i), position);
            }
        }
        return position;
    }

    private FunctionLog ofEach(BiFunction<Integer, List<LogLine>, List<LogLine>> part) {
        List<LogLine> selected = new ArrayList<>();
        byInstance().forEach((instance, log) -> selected.addAll(part.apply(instance, log)));
        return new FunctionLog(selected);
    }

    private SortedMap<Integer, List<LogLine>> byInstance() {
        return lines.stream().collect(Collectors.groupingBy(LogLine::instance, TreeMap::new, Collectors.toList()));
    }
}
