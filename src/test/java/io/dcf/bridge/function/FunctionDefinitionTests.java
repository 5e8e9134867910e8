package io.dcf.bridge.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionDefinitionTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "echo",
                "a-b",
                "0",
                "9lives",
                "a234567890123456789012345678901234567890123456789012345678901bc"
            })
    void takesNames(String name) {
        assertThat(new FunctionName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Echo",
                "echo_1",
                "-a",
                "a-",
                "a.b",
                "é",
                "a b",
                "a\n",
                "a2345678901234567890123456789012345678901234567890123456789012345"
            })
    void refusesNames(String name) {
        assertThatThrownBy(() -> new FunctionName(name)).isInstanceOf(InvalidException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nginx",
                "nginx:1.27",
                "builtin/echo",
                "registry.example.org/team/app:1.2",
                "localhost:5000/app",
                "a/b/c__d-e.f:tag_1",
                "app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            })
    void takesImages(String image) {
        assertThat(with(image, Map.of(), Map.of()).image()).isEqualTo(image);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "A", "a//b", "a@sha256:1", "http://a/b", "-a", "a\n"})
    void refusesImages(String image) {
        assertThat(pointers(() -> with(image, Map.of(), Map.of()))).containsExactly("/image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"128Mi", "100m", "1", "0.5", "1e3", "2G", ".5", "1."})
    void takesQuantities(String amount) {
        assertThat(new Resources(amount, amount, amount).cpu()).isEqualTo(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "128MB", "-1", "1 Gi", "1Gib", "e3"})
    void refusesQuantities(String amount) {
        assertThat(pointers(() -> new Resources(amount, null, amount))).containsExactly("/memory", "/gpu");
    }

    @Test
    void reportsEveryViolationAtOnce() {
        assertThat(pointers(() -> new FunctionDefinition(
                        new FunctionName("f"),
                        "",
                        Map.of("1A", "x"),
                        Map.of("a b", "x", "ok", "not ok"),
                        Map.of(" ", "x"),
                        List.of("good", "Bad", "good"),
                        List.of(" "),
                        null,
                        null,
                        null,
                        0,
                        -1,
                        false)))
                .containsExactlyInAnyOrder(
                        "/image",
                        "/envVars/1A",
                        "/labels/a b",
                        "/labels/ok",
                        "/annotations/ ",
                        "/secrets/1",
                        "/secrets/2",
                        "/constraints/0",
                        "/minReplicas",
                        "/maxReplicas");
    }

    @Test
    void boundsWhatHasNoLengthOfItsOwn() {
        String text = "x".repeat(262_144);
        assertThat(pointers(() -> new FunctionDefinition(
                        new FunctionName("f"),
                        "a",
                        Map.of("A", text),
                        IntStream.range(0, 4200).boxed().collect(Collectors.toMap(i -> "l" + i, i -> "v".repeat(63))),
                        Map.of("a", text),
                        List.of("s".repeat(200_000), "t".repeat(62_145)),
                        List.of(text, "b"),
                        text + "=",
                        null,
                        null,
                        1,
                        1,
                        false)))
                .contains("/envVars", "/labels", "/annotations", "/secrets", "/constraints", "/registryAuth");
    }

    @Test
    void takesAnnotationsUpToTheBoundOfKubernetes() {
        Map<String, String> most = Map.of("a", "é".repeat(131_071), "b", "");
        assertThat(annotated(most).annotations()).isEqualTo(most);
        assertThat(catchThrowableOfType(
                        InvalidException.class, () -> annotated(Map.of("ab", "é".repeat(131_071), "c", ""))))
                .hasMessage("/annotations must have at most 262144 bytes in total, not 262145");
    }

    private static FunctionDefinition annotated(Map<String, String> annotations) {
        return new FunctionDefinition(
                new FunctionName("f"),
                "a",
                Map.of(),
                Map.of(),
                annotations,
                List.of(),
                List.of(),
                null,
                null,
                null,
                1,
                1,
                false);
    }

    @Test
    void escapesPointers() {
        assertThat(pointers(() -> with("a", Map.of(), Map.of("a/b~c", "not ok"))))
                .containsExactly("/labels/a~1b~0c");
    }

    @Test
    void takesLabelsOfKubernetes() {
        Map<String, String> labels = Map.of("app.kubernetes.io/name", "echo", "team", "", "a_B.c", "v1.2-x_y");
        assertThat(with("a", Map.of(), labels).labels()).isEqualTo(labels);
    }

    @Test
    void keepsCredentialsOutOfItsText() {
        FunctionDefinition definition = new FunctionDefinition(
                new FunctionName("f"),
                "a",
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                "c2VjcmV0",
                null,
                null,
                1,
                1,
                false);
        assertThat(definition.toString()).doesNotContain("c2VjcmV0");
    }

    @Test
    void cannotBeChangedAfterwards() {
        FunctionDefinition definition = with("a", new java.util.HashMap<>(Map.of("A", "1")), Map.of());
        assertThatThrownBy(() -> definition.envVars().put("B", "2")).isInstanceOf(UnsupportedOperationException.class);
    }

    private static FunctionDefinition with(String image, Map<String, String> envVars, Map<String, String> labels) {
        return new FunctionDefinition(
                new FunctionName("f"),
                image,
                envVars,
                labels,
                Map.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                1,
                1,
                false);
    }

    private static List<String> pointers(org.assertj.core.api.ThrowableAssert.ThrowingCallable making) {
        return catchThrowableOfType(InvalidException.class, making).violations().stream()
                .map(Violation::pointer)
                .toList();
    }
}
