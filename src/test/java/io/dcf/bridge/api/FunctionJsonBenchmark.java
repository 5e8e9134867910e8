package io.dcf.bridge.api;

import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** The time to read a definition of 540 bytes and to write the state of a function; run by bench/mapping. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FunctionJsonBenchmark {

    private static final byte[] DEFINITION = """
            {
              "service": "thumbnailer",
              "image": "registry.example.org/media/thumbnailer:1.4.2-alpine",
              "envVars": {"WIDTH": "320", "HEIGHT": "240", "QUALITY": "0.85", "FORMAT": "webp"},
              "labels": {"team": "media", "stage": "production"},
              "annotations": {"prometheus.io/scrape": "true"},
              "secrets": ["storage-key"],
              "constraints": ["zone=a"],
              "registryAuth": "bWVkaWE6bm90LWEtcmVhbC1wYXNzd29yZA==",
              "limits": {"memory": "256Mi", "cpu": "500m"},
              "requests": {"memory": "64Mi", "cpu": "50m"},
              "minReplicas": 1,
              "maxReplicas": 10
            }""".getBytes(StandardCharsets.UTF_8);

    private final FunctionStatus status = new FunctionStatus(
            "thumbnailer",
            "registry.example.org/media/thumbnailer:1.4.2-alpine",
            3,
            2,
            123_456,
            Map.of("team", "media", "stage", "production"),
            Map.of("prometheus.io/scrape", "true"),
            null);

    private final JsonMapper json = new AnnotationConfigApplicationContext(
                    JacksonAutoConfiguration.class, FunctionJson.class)
            .getBean(JsonMapper.class);

    @Benchmark
    public FunctionDefinition jsonToDefinition() {
        return json.readValue(DEFINITION, FunctionDefinition.class);
    }

    @Benchmark
    public byte[] statusToJson() {
        return json.writeValueAsBytes(status);
    }
}
