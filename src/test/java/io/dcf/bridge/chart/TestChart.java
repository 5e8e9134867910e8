package io.dcf.bridge.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The chart, rendered by Helm's own library and read as the typed objects that an API server takes. */
record TestChart(List<HasMetadata> manifests) {

    static final Path CHART = Path.of("helm/dcf-bridge");
    static final Path VALUES = Path.of("src/test/resources/chart");
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Map<Path, TestChart> RENDERED = new ConcurrentHashMap<>();
    private static final Path WITH_TEST_POD = withTestPod();
    private static final Pattern DOCUMENT = Pattern.compile("(?m)^---$");

    static List<Path> valueSets() {
        return files(VALUES);
    }

    static List<Path> wrongValueSets() {
        return files(VALUES.resolve("wrong"));
    }

    static TestChart of(String valueSet) {
        return of(VALUES.resolve(valueSet + ".yaml"));
    }

    static TestChart of(Path values) {
        return RENDERED.computeIfAbsent(values, each -> parse(render(WITH_TEST_POD, each, "1.34.0")));
    }

    static TestChart parse(String rendered) {
        return new TestChart(DOCUMENT.splitAsStream(rendered)
                .filter(document -> document.contains("kind:"))
                .map(document -> (HasMetadata) YAML.unmarshal(document))
                .toList());
    }

    /** The values of a set with some changed, each {@code name=value}, for a release of the name given. */
    static TestChart of(String valueSet, String release, String... assignments) {
        return parse(render(valueSet, release, assignments));
    }

    static String render(String valueSet, String release, String... assignments) {
        TemplateCommand template = template(WITH_TEST_POD, VALUES.resolve(valueSet + ".yaml"), "1.34.0")
                .withName(release);
        for (String assignment : assignments) {
            template.set(assignment.replaceFirst("=.*", ""), assignment.replaceFirst("[^=]*=", ""));
        }
        return template.call();
    }

    static String render(Path values) {
        return render(CHART, values, "1.34.0");
    }

    static String render(Path chart, Path values, String kubernetes) {
        return template(chart, values, kubernetes).call();
    }

    private static TemplateCommand template(Path chart, Path values, String kubernetes) {
        return new Helm(chart)
                .template()
                .withKubeVersion(kubernetes)
                .withName("demo")
                .withNamespace("functions")
                .withValuesFile(values);
    }

    <T extends HasMetadata> T one(Class<T> type) {
        return maybe(type).orElseThrow(() -> new AssertionError("there is no " + type.getSimpleName()));
    }

    <T extends HasMetadata> Optional<T> maybe(Class<T> type) {
        return all(type).findFirst();
    }

    /** The Service that callers use. */
    Service api() {
        return service(false);
    }

    /** The Service that metrics are scraped through. */
    Service metrics() {
        return service(true);
    }

    /** The policy of the bridge's own pods. */
    Optional<NetworkPolicy> networkPolicy() {
        return all(NetworkPolicy.class)
                .filter(policy -> policy.getMetadata().getNamespace() == null)
                .findFirst();
    }

    private Service service(boolean metrics) {
        return all(Service.class)
                .filter(service -> service.getMetadata().getName().endsWith("-metrics") == metrics)
                .findFirst()
                .orElseThrow();
    }

    <T extends HasMetadata> Stream<T> all(Class<T> type) {
        return manifests.stream().filter(type::isInstance).map(type::cast);
    }

    /** A copy whose test pod is no hook: Helm's library renders none. */
    private static Path withTestPod() {
        try (Stream<Path> files = Files.walk(CHART)) {
            Path copy = Files.createTempDirectory(Path.of("target"), "chart").resolve("dcf-bridge");
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(CHART.relativize(file));
                Files.createDirectories(to.getParent());
                Files.write(
                        to,
                        Files.readAllLines(file).stream()
                                .filter(line -> !line.contains("helm.sh/hook"))
                                .toList());
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
