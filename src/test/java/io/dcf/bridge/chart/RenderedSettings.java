package io.dcf.bridge.chart;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;

/** The application.yml in the chart's ConfigMap, read as Spring Boot reads it. */
final class RenderedSettings {

    private RenderedSettings() {}

    static String file(TestChart chart) {
        return chart.all(ConfigMap.class)
                .map(map -> map.getData().get("application.yml"))
                .filter(file -> file != null)
                .findFirst()
                .orElseThrow();
    }

    static Map<String, String> of(TestChart chart) {
        Map<String, String> settings = new TreeMap<>();
        try {
            var file = new ByteArrayResource(file(chart).getBytes(StandardCharsets.UTF_8));
            for (var source : new YamlPropertySourceLoader().load("chart", file)) {
                for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
                    settings.put(name, String.valueOf(source.getProperty(name)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }
}
