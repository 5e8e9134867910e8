package io.dcf.bridge.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.invoker.FunctionInput;
import io.dcf.bridge.invoker.TestInput;
import io.dcf.bridge.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** NDJSON bodies, split anywhere: the inputs are the lines up to the first invalid one. */
public final class InputSplitterFuzz {

    private static final int MOST = 64;
    private static final OutputJson JSON = new OutputJson(JsonMapper.shared());

    private InputSplitterFuzz() {}

    /** @param bytes the first of them say where the others are split */
    public static void fuzzerTestOneInput(byte[] bytes) {
        int cuts = Math.min(bytes.length, 8);
        byte[] body = Arrays.copyOfRange(bytes, cuts, bytes.length);
        List<String> expected = lines(body);
        require(expected, read(body, InputSplitter.lines(JSON, MOST, more -> {}), new byte[] {127}));
        require(expected, read(body, InputSplitter.lines(JSON, MOST, more -> {}), Arrays.copyOf(bytes, cuts)));
        List<String> whole = body.length > MOST ? List.of("too large") : List.of(new String(body, ISO_8859_1));
        require(whole, read(body, InputSplitter.whole(MOST, more -> {}), Arrays.copyOf(bytes, cuts)));
    }

    /** The lines, split in the simple way. */
    private static List<String> lines(byte[] body) {
        List<String> lines = new ArrayList<>();
        for (String line : new String(body, ISO_8859_1).split("\n", -1)) {
            String value = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (line.length() > MOST) {
                return and(lines, "too large");
            } else if (!value.matches("[ \t]*")) {
                if (!JSON.isJson(value.getBytes(ISO_8859_1))) {
                    return and(lines, "invalid");
                }
                lines.add(value);
            }
        }
        return lines;
    }

    private static List<String> read(byte[] body, InputSplitter inputs, byte[] cuts) {
        List<String> read = new ArrayList<>();
        int at = 0;
        int turn = 0;
        try {
            while (true) {
                FunctionInput next = inputs.next();
                if (next != null) {
                    read.add(text(next));
                } else if (at == body.length) {
                    FunctionInput last = inputs.last();
                    return last == null ? read : and(read, text(last));
                } else {
                    int size = cuts.length == 0 ? 1 : 1 + (cuts[turn++ % cuts.length] & 0x7f);
                    byte[] chunk = Arrays.copyOfRange(body, at, Math.min(body.length, at + size));
                    inputs.add(chunk, chunk.length);
                    at += chunk.length;
                }
            }
        } catch (InvalidException e) {
            return and(read, "invalid");
        } catch (ProblemException e) {
            return and(read, "too large");
        }
    }

    private static List<String> and(List<String> list, String last) {
        list.add(last);
        return list;
    }

    private static String text(FunctionInput input) {
        return new String(TestInput.bytes(input), ISO_8859_1);
    }

    private static void require(List<String> expected, List<String> read) {
        if (!expected.equals(read)) {
            throw new AssertionError(read + " instead of " + expected);
        }
    }
}
