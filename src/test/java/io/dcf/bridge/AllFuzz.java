package io.dcf.bridge;

import io.dcf.bridge.api.DefinitionFuzz;
import io.dcf.bridge.call.MetadataFuzz;
import io.dcf.bridge.channel.OutputFuzz;
import io.dcf.bridge.channel.TargetFuzz;
import io.dcf.bridge.connection.AcceptHeaderFuzz;
import io.dcf.bridge.function.SinceFuzz;
import io.dcf.bridge.http.TimeoutHeadersFuzz;
import io.dcf.bridge.stream.InputSplitterFuzz;
import io.dcf.gateway.definition.NumberingFuzz;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All that is fuzzed as one, so that .ci/fuzz starts one Jazzer: the first byte says by which place in {@link #TARGETS} the rest is for. */
public final class AllFuzz {

    static final SortedMap<String, Consumer<byte[]>> TARGETS = new TreeMap<>();

    static {
        TARGETS.put("AcceptedFuzz", AcceptHeaderFuzz::fuzzerTestOneInput);
        TARGETS.put("DefinitionFuzz", DefinitionFuzz::fuzzerTestOneInput);
        TARGETS.put("InputsFuzz", InputSplitterFuzz::fuzzerTestOneInput);
        TARGETS.put("MetadataFuzz", MetadataFuzz::fuzzerTestOneInput);
        TARGETS.put("NumberingFuzz", NumberingFuzz::fuzzerTestOneInput);
        TARGETS.put("OutputFuzz", OutputFuzz::fuzzerTestOneInput);
        TARGETS.put("SinceFuzz", SinceFuzz::fuzzerTestOneInput);
        TARGETS.put("TargetFuzz", TargetFuzz::fuzzerTestOneInput);
        TARGETS.put("TimeoutsFuzz", TimeoutHeadersFuzz::fuzzerTestOneInput);
    }

    private static final List<Consumer<byte[]>> PLACES = List.copyOf(TARGETS.values());

    private AllFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length > 0) {
            PLACES.get((bytes[0] & 0xff) % PLACES.size()).accept(Arrays.copyOfRange(bytes, 1, bytes.length));
        }
    }
}
