package io.dcf.bridge.function;

import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How far a log has been read: of each instance, a hash of the last lines. It outlives the reader, since gateways number no lines: what
 * follows the last place in the log where the lines have that hash is new. Its text is the id of an event.
 *
 * @param marks the hashes by instance, which are counted from 1; empty where nothing of an instance has been read
 */
@Schema(type = "string", pattern = LogPosition.FORM)
public record LogPosition(List<String> marks) {

    /** Nothing has been read. */
    public static final LogPosition START = new LogPosition(List.of());

    /** Single lines may be alike. */
    private static final int WINDOW = 8;

    /** A header with more would be too long; of further instances all is read again. */
    private static final int MAX_INSTANCES = 250;

    static final String FORM = "^(([-_A-Za-z0-9]{11})?\\.)*[-_A-Za-z0-9]{11}$";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    public LogPosition {
        marks = List.copyOf(marks);
    }

    /** Reads the id of an event; throws {@link InvalidException} for what is none. */
    public static LogPosition of(String id) {
        if (!PATTERN.matcher(id).matches()) {
            throw new InvalidException(List.of(new Violation("", "must be the id of an event of this log")));
        }
        return new LogPosition(List.of(id.split("\\.", -1)));
    }

    /** The position after more lines of an instance; they include those that had been read before. */
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

    /** How many of an instance's lines have been read; 0 where that cannot be told any more. */
    int in(int instance, List<LogLine> log) {
        String mark = instance > marks.size() ? "" : marks.get(instance - 1);
        int read = mark.isEmpty() ? 0 : log.size();
        while (read > 0 && !mark(log.subList(0, read)).equals(mark)) {
            read--;
        }
        return read;
    }

    /** FNV-1a over the characters, which nobody has a reason to forge. */
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
