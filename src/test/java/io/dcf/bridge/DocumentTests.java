package io.dcf.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checks the Markdown documents. */
class DocumentTests {

    private static final int MAX_COLUMNS = 120;
    private static final int MAX_README_BYTES = 9 * 1024;
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");

    /** The target of a link or image, without those of other hosts: a file, an anchor, or both. */
    private static final Pattern LINK = Pattern.compile(
            "(?:]\\(|(?:href|src|srcset)=\")(?!https?:|mailto:)(?<file>[^)#\"\\s]*)(?:#(?<anchor>[^)\"\\s]+))?");

    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("(?U)[^\\w\\- ]");

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (Path folder : List.of(Path.of("docs"), Path.of("clients"), Path.of("examples"), Path.of("helm"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(each -> each.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        try (Stream<Path> files = Files.list(Path.of(""))) {
            files.filter(each -> each.toString().endsWith(".md")).forEach(documents::add);
        }
        return documents;
    }

    @Test
    void haveShortLinesOutsideOfTablesAndBlocks() throws IOException {
        List<String> longLines = new ArrayList<>();
        for (Path document : documents()) {
            boolean block = false;
            for (String line : Files.readAllLines(document)) {
                block ^= line.strip().startsWith("```");
                if (!block && !line.startsWith("|") && line.length() > MAX_COLUMNS) {
                    longLines.add(document + ": " + line);
                }
            }
        }
        assertThat(longLines).isEmpty();
    }

    @Test
    void linkToFilesAndHeadingsThatExist() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(withoutBlocks(document));
            while (link.find()) {
                if (!exists(document, link.group("file"), link.group("anchor"))) {
                    broken.add(document + ": " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(documents()).hasSizeGreaterThan(40);
    }

    private static boolean exists(Path document, String file, @Nullable String anchor) {
        Path target = file.isEmpty() ? document : document.resolveSibling(file).normalize();
        if (anchor == null || !target.toString().endsWith(".md")) {
            return target.toString().isEmpty() || Files.exists(target);
        }
        return Files.exists(target) && anchors(target).contains(anchor);
    }

    /** The anchors that GitHub gives to the headings of a document. */
    private static List<String> anchors(Path document) {
        List<String> anchors = new ArrayList<>();
        Matcher heading = HEADING.matcher(withoutBlocks(document));
        while (heading.find()) {
            String words = heading.group(1).toLowerCase(Locale.ROOT);
            anchors.add(NOT_IN_ANCHORS.matcher(words).replaceAll("").replace(' ', '-'));
        }
        return anchors;
    }

    private static String withoutBlocks(Path document) {
        try {
            return BLOCK.matcher(Files.readString(document)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void haveAShortReadme() throws IOException {
        assertThat(Files.size(Path.of("README.md"))).isLessThanOrEqualTo(MAX_README_BYTES);
    }

    /** Pages that no index names are not found. */
    @Test
    void areAllInTheIndex() throws IOException {
        String index = Files.readString(Path.of("docs", "README.md"));
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            assertThat(files.map(page -> page.getFileName().toString())
                            .filter(page -> page.endsWith(".md") && !page.equals("README.md")))
                    .isNotEmpty()
                    .allSatisfy(page -> assertThat(index).contains("](" + page + ")"));
        }
    }

    /** The goal would compile all tests first. */
    @Test
    void startTheBridgeWithoutTheTests() throws IOException {
        for (Path document : documents()) {
            assertThat(Files.readString(document)).as(document.toString()).doesNotContain("mvnw spring-boot:run");
        }
    }
}
