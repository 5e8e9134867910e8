package io.dcf.bridge.problemtype;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Compares the texts of the types with docs/errors.md and the settings. With {@code -Dproblems.update} it writes them to the document. */
@Tag("any-jdk")
class ProblemTypeTests {

    private static final Path DOCUMENT = Path.of("docs/errors.md");
    private static final String HEADING = "## Types\n\n";
    private static final int MAX_COLUMNS = 120;
    private static final Pattern SETTING = Pattern.compile("`(bridge\\.[-.a-z]+)[`=]");

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void haveAllTextsInEachLanguage(String language) {
        Set<String> keys = new TreeSet<>();
        for (ProblemType type : ProblemType.values()) {
            Stream.of("title", "cause", "fix").forEach(part -> keys.add(type.id() + "." + part));
        }
        ProblemTexts texts = ProblemTexts.of(Locale.forLanguageTag(language));
        assertThat(texts.bundle().getLocale().getLanguage()).isEqualTo(language.equals("en") ? "" : language);
        assertThat(texts.bundle().keySet().stream().filter(key -> !key.startsWith("page.")))
                .containsExactlyInAnyOrderElementsOf(keys);
        assertThat(keys)
                .allSatisfy(key ->
                        assertThat(texts.bundle().getString(key)).isNotBlank().doesNotContain("  "));
    }

    @Test
    void haveTheSectionsOfTheDocument() throws IOException {
        String document = Files.readString(DOCUMENT);
        int start = document.indexOf(HEADING) + HEADING.length();
        String sections = Arrays.stream(ProblemType.values())
                .map(ProblemTypeTests::section)
                .collect(Collectors.joining("\n"));
        if (System.getProperty("problems.update") != null) {
            document = document.substring(0, start) + sections;
            Files.writeString(DOCUMENT, document);
        }
        assertThat(document.substring(start)).isEqualTo(sections);
    }

    private static String section(ProblemType type) {
        ProblemTexts texts = ProblemTexts.of(Locale.ENGLISH);
        String status =
                type.status().isPresent() ? Integer.toString(type.status().getAsInt()) : texts.page("statuses");
        return "### " + type.id() + "\n\n"
                + lines("**" + texts.title(type) + "** (" + status + "). " + texts.cause(type)) + "\n"
                + lines("*" + texts.page("fix") + ":* " + texts.fix(type));
    }

    private static String lines(String text) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > MAX_COLUMNS) {
                lines.add(line);
                line = word;
            } else {
                line = line.isEmpty() ? word : line + " " + word;
            }
        }
        lines.add(line);
        return String.join("\n", lines) + "\n";
    }

    @Test
    void nameSettingsThatExist() throws IOException {
        Set<String> known = new TreeSet<>();
        try (InputStream metadata = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            JsonMapper.shared()
                    .readTree(metadata)
                    .path("properties")
                    .forEach(each -> known.add(each.path("name").asString() + "."));
        }
        List<String> named = SETTING.matcher(Files.readString(Path.of("src/main/resources/problems/texts.properties")))
                .results()
                .map(found -> found.group(1) + ".")
                .toList();
        assertThat(named)
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(known)
                        .as(name)
                        .anyMatch(setting -> setting.startsWith(name) || name.startsWith(setting)));
    }
}
