package io.dcf.bridge.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.grpc.Metadata;
import java.util.Locale;
import java.util.Map;

/** Headers that become metadata: what is said to be fit for it crosses as it is, and a trace is read as it is written. */
public final class MetadataFuzz {

    private static final Metadata.Key<String> KEY = Metadata.Key.of("x-http-path", Metadata.ASCII_STRING_MARSHALLER);

    private MetadataFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        TraceParent.of(text).ifPresent(trace -> {
            require(text.equals(trace.toString()), text);
            require(text.equals(text.toLowerCase(Locale.ROOT)) && !text.contains("-" + "0".repeat(16) + "-"), text);
            require(trace.sampled() == (Integer.parseInt(trace.flags(), 16) % 2 == 1), text);
        });
        Call call = new Call("id", TraceParent.random(), null, Map.of()).invoking("POST", text, text, text);
        String path = call.headers().get("x-http-path");
        require(path == null ? !Call.isMetadata(text) : path.equals(text), text);
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
