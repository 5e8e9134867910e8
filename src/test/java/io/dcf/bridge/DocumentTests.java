package io.dcf.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the Markdown documents. */
class DocumentTests {

    private static final int MAX_COLUMNS = 120;
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]+)[^)]*\\)");

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
    void linkToFilesThatExist() throws IOException {
        List<String> links = new ArrayList<>();
        for (Path document : documents()) {
            LINK.matcher(Files.readString(document))
                    .results()
                    .map(link -> document.resolveSibling(link.group(1)).normalize())
                    .filter(target -> !target.toString().isEmpty() && !Files.exists(target))
                    .forEach(target -> links.add(document + ": " + target));
        }
        assertThat(links).isEmpty();
        assertThat(documents()).hasSizeGreaterThan(40);
    }

    /** The goal would compile all tests first. */
    @Test
    void startTheBridgeWithoutTheTests() throws IOException {
        for (Path document : documents()) {
            assertThat(Files.readString(document)).as(document.toString()).doesNotContain("mvnw spring-boot:run");
        }
    }
}
