package io.dcf.bridge.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTextTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "the name of the function | The name of the function.",
                "memory, such as '128Mi' | Memory, such as '128Mi'.",
                "image | Image.",
                "Already a sentence. | Already a sentence.",
                "minReplicas limits it | minReplicas limits it.",
                "'functions:read' | 'functions:read'."
            })
    void isASentence(String text, String sentence) {
        assertThat(ApiText.sentence(text)).isEqualTo(sentence);
    }

    @Test
    void isOneLine() {
        assertThat(ApiText.sentence("the lines,\n     oldest first")).isEqualTo("The lines, oldest first.");
    }

    @Test
    void remainsAbsent() {
        assertThat(ApiText.sentence(null)).isNull();
    }
}
