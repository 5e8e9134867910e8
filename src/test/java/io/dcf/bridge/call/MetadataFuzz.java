package io.dcf.bridge.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.grpc.Metadata;
import java.util.Locale;
import java.util.Map;

/** Headers as metadata: valid values are sent unchanged, and a trace is read as it was written. */
public final class MetadataFuzz {

    private static final Metadata.Key<String> KEY = Metadata.Key.of("x-http-path", Metadata.ASCII_STRING_MARSHALLER);

    /** Of a traceparent: the ends of its version, and of the ids. */
    private static final int VERSION = 2;

    private static final int PLACE = VERSION + 1 + 32 + 1 + 16 + 1;

    private MetadataFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        TraceParent.of(text).ifPresent(trace -> {
            String place = text.substring(VERSION, PLACE); // what follows it may be a later version's own
            require(trace.toString().substring(VERSION, PLACE).equals(place), text);
            require(!text.startsWith("00") || text.equals(trace.toString()), text);
            require(place.equals(place.toLowerCase(Locale.ROOT)) && !place.contains("-" + "0".repeat(16) + "-"), text);
            require(trace.sampled() == (Integer.parseInt(trace.flags(), 16) % 2 == 1), text);
        });
        CallContext call =
                new CallContext("id", TraceParent.random(), null, Map.of()).invoking("POST", text, text, text);
        String path = call.headers().get("x-http-path");
        require(path == null ? !CallContext.isMetadata(text) : path.equals(text), text);
        if (path != null) {
            Metadata metadata = new Metadata();
            metadata.put(KEY, path);
            require(path.equals(metadata.get(KEY)), text);
            require(path.chars().noneMatch(Character::isISOControl), text);
        }
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new AssertionError(text);
        }
    }
}
