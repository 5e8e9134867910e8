package io.dcf.bridge.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionNameTests {

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "a-b", "a--b", "resize-image", "x1", "1x"})
    void acceptsNames(String name) {
        assertThat(FunctionName.isValid(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "-a", "a-", "A", "a_b", "a.b", "a b", "\u00e4", "a\n", "a/b"})
    void refusesOtherTexts(String name) {
        assertThat(FunctionName.isValid(name)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void decidesAsThePatternOfTheApi(String text) {
        assertThat(FunctionName.isValid(text)).isEqualTo(Syntax.FUNCTION_NAME.allows(text));
    }

    static Stream<String> texts() {
        Random random = new Random(1);
        Stream<String> lengths = Stream.of(61, 62, 63, 64, 65).map("a"::repeat);
        return Stream.concat(lengths, Stream.generate(() -> text(random)).limit(500));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(1, 5); length > 0; length--) {
            text.append("az09-AZ_`{/:\n".charAt(random.nextInt(13)));
        }
        return text.toString();
    }
}
