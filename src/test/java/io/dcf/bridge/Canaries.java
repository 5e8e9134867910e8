package io.dcf.bridge;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Secrets that each are planted in one place, and known again wherever they come out: as they are, in Base64 or in a URL. */
final class Canaries {

    private final Random random = new Random();
    private final Map<String, List<String>> forms = new LinkedHashMap<>();

    /** A new secret. */
    String plant(String place) {
        return plant(place, "Canary" + forms.size() + "x" + Long.toString(random.nextLong(1L << 50), 36));
    }

    /** One that is given. */
    String plant(String place, String secret) {
        forms.put(
                place,
                Stream.concat(
                                Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)),
                                IntStream.range(0, 3).mapToObj(before -> base64(secret, before)))
                        .toList());
        return secret;
    }

    /** As it comes behind so many bytes; but for what depends on these, and on what follows. */
    private static String base64(String secret, int before) {
        byte[] bytes = ("x".repeat(before) + secret).getBytes(StandardCharsets.UTF_8);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        return encoded.substring(before == 0 ? 0 : before + 1, encoded.length() - 2);
    }

    /** The places of those that are seen in a text. */
    List<String> seenIn(String text) {
        List<String> seen = new ArrayList<>();
        forms.forEach((place, all) -> {
            if (all.stream().anyMatch(text::contains)) {
                seen.add(place);
            }
        });
        return seen;
    }
}
