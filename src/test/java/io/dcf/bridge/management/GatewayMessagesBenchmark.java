package io.dcf.bridge.management;

import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.function.Resources;
import io.dcf.gateway.guide.Function;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The cost of mapping a definition to a message, and a message to a function's state; run by bench/mapping. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GatewayMessagesBenchmark {

    private final FunctionDefinition definition = new FunctionDefinition(
            new FunctionName("thumbnailer"),
            "registry.example.org/media/thumbnailer:1.4.2",
            Map.of("WIDTH", "320", "HEIGHT", "240", "QUALITY", "0.8"),
            Map.of("team", "media", "stage", "production"),
            Map.of("prometheus.io/scrape", "true"),
            List.of("storage-key"),
            List.of("zone=a"),
            null,
            new Resources("256Mi", "500m", null),
            new Resources("64Mi", "50m", null),
            1,
            10,
            false);
    private final Function state = Function.newBuilder()
            .setName("thumbnailer")
            .setImage(definition.image())
            .setReplicas(3)
            .setAvailableReplicas(2)
            .setInvocationCount(123_456)
            .putAllLabels(definition.labels())
            .putAllAnnotations(definition.annotations())
            .build();

    @Benchmark
    public byte[] definitionToWire() {
        return GatewayMessages.create(definition).toByteArray();
    }

    @Benchmark
    public FunctionStatus messageToStatus() {
        return GatewayMessages.status(state);
    }
}
