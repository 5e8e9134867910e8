package io.dcf.bridge.function;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
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
        return ofEach((instance, log) -> log.subList(Math.max(0, log.size() - count), log.size()));
    }

    /**
     * The lines written at that time or later. A line's time is the RFC 3339 timestamp that it begins with; a line without
     * one, such as a stack trace's, goes with the line before it. When the lines before an instance's first stamped one
     * were written is not known: they are kept only where the instance stamps no line at all.
     */
    public FunctionLog since(Instant time) {
        return ofEach((instance, log) -> since(time, log));
    }

    private static List<LogLine> since(Instant start, List<LogLine> log) {
        List<LogLine> kept = new ArrayList<>();
        boolean stamped = false;
        boolean late = false;
        for (LogLine line : log) {
            Instant time = Timestamp.startOf(line.text());
            if (time != null) {
                stamped = true;
                late = !time.isBefore(start);
            }
            if (late) {
                kept.add(line);
            }
        }
        return stamped ? kept : log;
    }

    /**
     * The lines that are new since an earlier reading of the same log, from whose front old lines may have gone: of each
     * instance, what follows the longest end of its earlier lines that its lines now begin with. All of them are new where
     * there is none: the instance started anew, or wrote so much that lines were lost between the readings, which cannot
     * be told apart. Nor can lines that are alike: where a log of n equal lines is read twice, none counts as new, though
     * as many as n may be; and a new instance that begins as the old one ended is taken for the old one. Instances are
     * known by their number alone, so that where one goes, those behind it take its place and are taken for new.
     */
    public FunctionLog after(FunctionLog earlier) {
        SortedMap<Integer, List<LogLine>> known = earlier.byInstance();
        return ofEach((instance, log) ->
                log.subList(Overlap.of(known.getOrDefault(instance, List.of()), log), log.size()));
    }

    /** The lines that follow a position: of an instance in which it is not found, all. */
    public FunctionLog after(LogPosition position) {
        return ofEach((instance, log) -> log.subList(position.in(instance, log), log.size()));
    }

    /**
     * Reads a part of this log: the last lines of each instance. What is before them counts as read.
     *
     * @param reader takes each line, and the position after it
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
        List<LogLine> parts = new ArrayList<>();
        byInstance().forEach((instance, log) -> parts.addAll(part.apply(instance, log)));
        return new FunctionLog(parts);
    }

    private SortedMap<Integer, List<LogLine>> byInstance() {
        return lines.stream().collect(Collectors.groupingBy(LogLine::instance, TreeMap::new, Collectors.toList()));
    }
}
