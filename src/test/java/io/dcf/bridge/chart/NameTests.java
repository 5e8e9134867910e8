package io.dcf.bridge.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether names of any release that Helm accepts become names that an API server accepts. */
@Tag("any-jdk")
class NameTests {

    private static final Set<String> TEXTS =
            Set.of("name", "secretName", "claimName", "serviceAccountName", "ingressClassName", "namespace");
    private static final Set<String> MAPS_OF_TEXT = Set.of("labels", "annotations", "matchLabels", "selector");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "123",
                "1e3",
                "true",
                "null",
                "1bridge",
                "a.b",
                "dcf-bridge",
                "1.dcf-bridge-and-on-and-on-up-to-the-53-characters-o"
            })
    void makesNamesForEveryRelease(String release) {
        TestChart chart = TestChart.of("everything", release);
        assertThat(chart.manifests()).allSatisfy(manifest -> {
            assertThat(name(manifest)).matches("[a-z]([-a-z0-9]*[a-z0-9])?").hasSizeLessThanOrEqualTo(64);
            assertThat(manifest.getMetadata().getLabels()).containsEntry("app.kubernetes.io/instance", release);
        });
        assertThat(name(chart.api())).contains("dcf-bridge").hasSizeLessThanOrEqualTo(53);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "1e3", "true", "null"})
    void quotesWhatHasToBeText(String release) {
        List<String> wrong = new ArrayList<>();
        String rendered = TestChart.render("odd-names", release) + "---\n" + TestChart.render("kubernetes", release);
        for (String document : rendered.split("(?m)^---$")) {
            if (document.contains("kind:")) {
                Map<?, ?> manifest = new KubernetesSerialization().unmarshal(document, Map.class);
                walk(String.valueOf(manifest.get("kind")), manifest, wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void walk(String path, @Nullable Object value, List<String> wrong) {
        if (value instanceof List<?> list) {
            list.forEach(each -> walk(path + "/-", each, wrong));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                String at = path + "/" + key;
                if (TEXTS.contains(key) && !(each instanceof String)) {
                    wrong.add(at + "=" + each);
                } else if (MAPS_OF_TEXT.contains(key) && each instanceof Map<?, ?> texts) {
                    texts.forEach((name, text) -> {
                        if (!(text instanceof String) && !(text instanceof Map)) {
                            wrong.add(at + "/" + name + "=" + text);
                        }
                    });
                }
                walk(at, each, wrong);
            });
        }
    }

    private static String name(HasMetadata manifest) {
        return manifest.getMetadata().getName();
    }
}
