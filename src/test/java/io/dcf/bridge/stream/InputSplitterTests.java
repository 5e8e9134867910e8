package io.dcf.bridge.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.invoker.FunctionInput;
import io.dcf.bridge.invoker.TestInput;
import io.dcf.bridge.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class InputSplitterTests {

    private static final OutputJson JSON = new OutputJson(JsonMapper.shared());
    private static final String[] VALUES = {
        "{\"n\":1}", "[1, 2]", "\"☃ \ud83d\ude00\"", "null", "-1.5e3", "{\"text\":\"a\\nb\"}", " {} ", "\t7"
    };
    private static final String[] BLANKS = {"", " ", "\t", " \t "};

    @Test
    void splitsTheSameLinesWhereverTheBodyIsSplit() {
        Random random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            List<String> expected = new ArrayList<>();
            byte[] body = body(random, expected);
            assertThat(cut(random, body, InputSplitter.lines(JSON, 100, bytes -> {})))
                    .as(new String(body, StandardCharsets.UTF_8))
                    .isEqualTo(expected);
        }
    }

    @Test
    void returnsTheWholeBodyIfItIsNotNdjson() {
        Random random = new Random(12);
        for (int round = 0; round < 200; round++) {
            byte[] body = new byte[random.nextInt(50)];
            random.nextBytes(body);
            InputSplitter inputs = InputSplitter.whole(50, bytes -> {});
            add(random, body, inputs, new ArrayList<>());
            assertThat(inputs.last().size()).isEqualTo(body.length);
        }
        assertThat(cut(random, "a\nb\n".getBytes(StandardCharsets.US_ASCII), InputSplitter.whole(4, bytes -> {})))
                .containsExactly("a\nb\n");
    }

    @Test
    void namesTheLineThatIsNotJson() {
        for (String bad : new String[] {"{\"n\":1", "1 2", "{} x", "nul", "'a'", "\u0001", "[1,]", "{}}"}) {
            assertThatThrownBy(() -> all("1\n\n" + bad + "\n2\n"))
                    .as(bad)
                    .isInstanceOfSatisfying(
                            InvalidException.class,
                            e -> assertThat(e.violations().get(0).detail()).contains("line 3 "));
            assertThatThrownBy(() -> all("1\n" + bad)).as(bad).isInstanceOf(InvalidException.class);
        }
    }

    @Test
    void acceptsLinesUpToTheMaximum() {
        assertThat(all("\"" + "x".repeat(98) + "\"\n1")).hasSize(2);
        assertThatThrownBy(() -> all("\"" + "x".repeat(99) + "\"\n1")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> all("\"" + "x".repeat(99) + "\"")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> all(" ".repeat(101))).isInstanceOf(ProblemException.class);
        InputSplitter whole = InputSplitter.whole(3, bytes -> {});
        whole.add(new byte[4], 4);
        assertThatThrownBy(whole::next).isInstanceOf(ProblemException.class);
    }

    private static List<String> all(String body) {
        return cut(new Random(1), body.getBytes(StandardCharsets.UTF_8), InputSplitter.lines(JSON, 100, bytes -> {}));
    }

    private static List<String> cut(Random random, byte[] body, InputSplitter inputs) {
        List<String> found = new ArrayList<>();
        add(random, body, inputs, found);
        FunctionInput last = inputs.last();
        if (last != null) {
            found.add(text(last));
        }
        return found;
    }

    /** Adds more of the body whenever there is no further input, as a stream does. */
    private static void add(Random random, byte[] body, InputSplitter inputs, List<String> found) {
        int at = 0;
        while (true) {
            FunctionInput next = inputs.next();
            if (next != null) {
                found.add(text(next));
            } else if (at == body.length) {
                return;
            } else {
                byte[] chunk = Arrays.copyOfRange(body, at, Math.min(body.length, at + random.nextInt(12)));
                inputs.add(Arrays.copyOf(chunk, 16), chunk.length);
                at += chunk.length;
            }
        }
    }

    private static byte[] body(Random random, List<String> expected) {
        StringBuilder body = new StringBuilder();
        int lines = random.nextInt(8);
        for (int i = 0; i < lines; i++) {
            boolean blank = random.nextInt(4) == 0;
            String[] from = blank ? BLANKS : VALUES;
            String line = from[random.nextInt(from.length)];
            body.append(line)
                    .append(random.nextBoolean() ? "\r" : "")
                    .append(i < lines - 1 || random.nextBoolean() ? "\n" : "");
            if (!blank) {
                expected.add(line);
            }
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(FunctionInput input) {
        return new String(TestInput.bytes(input), StandardCharsets.UTF_8);
    }
}
