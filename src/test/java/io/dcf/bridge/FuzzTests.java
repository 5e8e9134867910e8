package io.dcf.bridge;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What .ci/fuzz begins with, and what it has found before, in src/test/resources/fuzz: each input, and some changes of it, keeps what the
 * class says that is named as its directory.
 */
class FuzzTests {

    private static final Path INPUTS = Path.of("src/test/resources/fuzz");
    private static final int CHANGES = 300;

    static Stream<String> targets() {
        return AllFuzz.TARGETS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("targets")
    @Timeout(value = 30, unit = SECONDS)
    void keepsWhatItPromises(String target) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(INPUTS.resolve(target))) {
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        assertThat(inputs).isNotEmpty();
        Random random = new Random(5);
        for (byte[] input : inputs) {
            AllFuzz.TARGETS.get(target).accept(input);
            for (int i = 0; i < CHANGES; i++) {
                AllFuzz.TARGETS.get(target).accept(changed(input, random));
            }
        }
    }

    private static byte[] changed(byte[] input, Random random) {
        byte[] changed = Arrays.copyOf(input, random.nextInt(8) == 0 ? random.nextInt(input.length + 1) : input.length);
        for (int i = random.nextInt(3); i >= 0 && changed.length > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(random.nextBoolean() ? 128 : 256);
        }
        return changed;
    }
}
