package io.dcf.bridge.console;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's texts in both languages, and the keys that its modules use. */
class ConsoleTextsTests {

    private static final Path FILES = Path.of("src/main/resources/static/console");
    private static final Pattern ENTRY = Pattern.compile("(?m)^  '([^']+)': (['\"])(.*)\\2,$");
    private static final Pattern ENTRY_LINE = Pattern.compile("(?m)^  [^/\\s].*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");
    private static final Pattern LITERAL = Pattern.compile("'([\\w-]+(?:\\.[\\w-]+)+)'");

    /** A call with literals: t('key', ...) or t(condition ? 'key' : 'other'). Group 1 is the function. */
    private static final Pattern CALL = Pattern.compile("\\b(t|plural)\\(([^()`,{]*)");

    /** A call with a computed key: t(`prefix.${...}`). */
    private static final Pattern COMPUTED = Pattern.compile("\\bt\\(`([^`$]+)\\$\\{");

    private static String modules;

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> all = Files.walk(FILES)) {
            modules = all.filter(file -> file.toString().endsWith(".js") && !file.startsWith(FILES.resolve("texts")))
                    .sorted()
                    .map(ConsoleTextsTests::content)
                    .collect(joining("\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void haveOneEntryOnEachLine(String language) {
        String source = source(language);
        List<String> lines =
                ENTRY_LINE.matcher(source).results().map(MatchResult::group).toList();
        assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(line).matches(ENTRY));
        List<String> keys =
                ENTRY.matcher(source).results().map(entry -> entry.group(1)).toList();
        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void haveTheSameKeysAndPlaceholdersInTheSameOrder() {
        Map<String, Set<String>> english = placeholders("en");
        assertThat(placeholders("ko")).isEqualTo(english);
        assertThat(texts("ko").keySet()).containsExactlyElementsOf(texts("en").keySet());
    }

    @Test
    void haveEveryKeyThatAModuleUses() {
        Set<String> keys = texts("en").keySet();
        assertThat(called("t")).isNotEmpty().isSubsetOf(keys);
        assertThat(called("plural"))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(keys).contains(key + ".one", key + ".other"));
        assertThat(prefixes())
                .isNotEmpty()
                .allSatisfy(prefix -> assertThat(keys).anyMatch(key -> key.startsWith(prefix)));
    }

    @Test
    void haveNoKeyThatNoModuleUses() {
        Set<String> literals =
                LITERAL.matcher(modules).results().map(found -> found.group(1)).collect(toSet());
        Set<String> unused = new TreeSet<>(texts("en").keySet());
        unused.removeAll(literals);
        unused.removeIf(key -> literals.contains(key.replaceFirst("\\.(?:one|other)$", "")));
        unused.removeIf(key -> prefixes().stream().anyMatch(key::startsWith));
        assertThat(unused).isEmpty();
    }

    private static Set<String> called(String function) {
        return CALL.matcher(modules)
                .results()
                .filter(call -> call.group(1).equals(function))
                .flatMap(call -> LITERAL.matcher(call.group(2)).results())
                .map(found -> found.group(1))
                .collect(toSet());
    }

    private static Set<String> prefixes() {
        return COMPUTED.matcher(modules).results().map(found -> found.group(1)).collect(toSet());
    }

    private static Map<String, Set<String>> placeholders(String language) {
        return texts(language).entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        text -> PLACEHOLDER
                                .matcher(text.getValue())
                                .results()
                                .map(MatchResult::group)
                                .collect(toSet()),
                        (first, second) -> first,
                        TreeMap::new));
    }

    private static Map<String, String> texts(String language) {
        Map<String, String> texts = new LinkedHashMap<>();
        ENTRY.matcher(source(language)).results().forEach(entry -> texts.put(entry.group(1), entry.group(3)));
        return texts;
    }

    private static String source(String language) {
        return content(FILES.resolve("texts").resolve(language + ".js"));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
