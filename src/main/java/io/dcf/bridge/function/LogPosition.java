package io.dcf.bridge.function;

import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How far a log has been read: for each instance, a hash of the last lines that were read. Gateways do not number
 * lines, so a reader finds the position again where the lines have that hash; the lines after it are new. Its text is
 * the id of an event.
 *
 * @param marks the hashes of the instances 1, 2 and so on; empty for an instance of which nothing has been read
 */
@Schema(type = "string", pattern = LogPosition.FORM)
public record LogPosition(List<String> marks) {

    /** The position before all lines. */
    public static final LogPosition START = new LogPosition(List.of());

    /** Lines per hash; single lines are often equal. */
    private static final int WINDOW = 8;

    /** A header with more would be too long. The logs of further instances are read again from their start. */
    private static final int MAX_INSTANCES = 250;

    static final String FORM = "^(([-_A-Za-z0-9]{11})?\\.)*[-_A-Za-z0-9]{11}$";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    public LogPosition {
        marks = List.copyOf(marks);
    }

    /** Parses the id of an event; throws an {@link InvalidException} for other text. */
    public static LogPosition of(String id) {
        if (!PATTERN.matcher(id).matches()) {
            throw new InvalidException("", "must be the id of an event of this log");
        }
        return new LogPosition(List.of(id.split("\\.", -1)));
    }

    /** The position after more lines of an instance, which include those that were read before. */
    LogPosition after(int instance, List<LogLine> read) {
        if (instance > MAX_INSTANCES) {
            return this;
        }
        List<String> changed = new ArrayList<>(marks);
        while (changed.size() < instance) {
            changed.add("");
        }
        changed.set(instance - 1, mark(read));
        return new LogPosition(changed);
    }

    /** How many lines of an instance have been read; 0 where the log no longer has the position. */
    int in(int instance, List<LogLine> log) {
        String mark = instance > marks.size() ? "" : marks.get(instance - 1);
        int read = mark.isEmpty() ? 0 : log.size();
        while (read > 0 && !mark(log.subList(0, read)).equals(mark)) {
            read--;
        }
        return read;
    }

    /** FNV-1a of the characters. It needs no cryptographic hash, since forging it has no use. */
    private static String mark(List<LogLine> read) {
        long hash = FNV_OFFSET;
        for (LogLine line : read.subList(Math.max(0, read.size() - WINDOW), read.size())) {
            for (int i = 0; i < line.text().length(); i++) {
                hash = (hash ^ line.text().charAt(i)) * FNV_PRIME;
            }
            hash = (hash ^ '\n') * FNV_PRIME;
        }
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(hash).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The id. */
    @Override
    public String toString() {
        return String.join(".", marks);
    }
}
