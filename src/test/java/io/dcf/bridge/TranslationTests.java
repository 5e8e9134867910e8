package io.dcf.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the Korean documents with the English ones. */
@Tag("any-jdk")
class TranslationTests {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+(?= )");

    /** Settings, headers, paths, field names. */
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    static Stream<Document> documents() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("docs", "ko"))) {
            List<Document> documents = pages.sorted()
                    .map(korean -> new Document(Path.of("docs").resolve(korean.getFileName()), korean))
                    .toList();
            assertThat(documents).hasSizeGreaterThanOrEqualTo(4);
            return Stream.concat(
                    Stream.of(new Document(Path.of("README.md"), Path.of("README.ko.md"))), documents.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void haveTheSameHeadings(Document document) throws IOException {
        assertThat(headings(document.korean())).isNotEmpty().isEqualTo(headings(document.english()));
    }

    /** {@code .ci/readme} runs those of the README. */
    @ParameterizedTest
    @MethodSource("documents")
    void showTheSameCommandsAndOutputs(Document document) throws IOException {
        assertThat(blocks(document.korean())).isNotEmpty().isEqualTo(blocks(document.english()));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void nameTheSameSettings(Document document) throws IOException {
        assertThat(names(document.korean()))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(names(document.english()));
    }

    private static List<String> headings(Path document) throws IOException {
        return matches(HEADING, withoutBlocks(document)).map(MatchResult::group).toList();
    }

    /** Diagrams have translated labels. */
    private static List<String> blocks(Path document) throws IOException {
        return matches(BLOCK, Files.readString(document))
                .map(block -> block.group(1).equals("mermaid") ? "mermaid" : block.group())
                .toList();
    }

    private static List<String> names(Path document) throws IOException {
        return matches(CODE, withoutBlocks(document))
                .map(code -> code.group(1).replaceAll("\\s+", " "))
                .distinct()
                .toList();
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static String withoutBlocks(Path document) throws IOException {
        return BLOCK.matcher(Files.readString(document)).replaceAll("");
    }

    record Document(Path english, Path korean) {}
}
