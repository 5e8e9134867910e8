package io.dcf.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether tools can read a directory of the contract as a whole, as {@code buf build proto} does. */
class ProtoFilesTests {

    private static final Pattern DECLARATION = Pattern.compile("(?m)^(?:message|service|enum) (\\w+)");

    @ParameterizedTest
    @ValueSource(strings = {"proto", "proto/dcf"})
    void declareEachNameOnce(String module) throws IOException {
        assertThat(Path.of(module, "buf.yaml")).exists();
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(module))) {
            files = all.filter(file -> file.toString().endsWith(".proto")).toList();
        }
        assertThat(files).isNotEmpty();
        assertThat(files.stream()
                        .map(ProtoFilesTests::read)
                        .flatMap(text -> DECLARATION.matcher(text).results())
                        .map((MatchResult declaration) -> declaration.group(1)))
                .doesNotHaveDuplicates();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
