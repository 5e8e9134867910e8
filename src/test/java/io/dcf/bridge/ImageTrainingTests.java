package io.dcf.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether the training run of the image's build ends only where the bridge makes no progress, and gives the reason. */
@Tag("any-jdk")
class ImageTrainingTests {

    @Test
    void endsWithTheStatusOfABridgeThatEnded() throws Exception {
        assertThat(train("PT15M", "echo starting; exit 7"))
                .contains("starting", "the bridge exited with 7 before it was ready");
    }

    @Test
    void endsWhereNothingIsPrintedForTooLong() throws Exception {
        assertThat(train("PT1S", "exec sleep 600"))
                .containsPattern(
                        "the bridge is not ready and has had no output for \\d+ s: GET /readyz returned a refused connection");
    }

    /** It prints each second for longer than it may be silent, then ends by itself. */
    @Test
    void waitsAsLongAsSomethingIsPrinted() throws Exception {
        assertThat(train("PT10S", "for i in $(seq 12); do echo line $i; sleep 1; done; exit 7"))
                .contains("line 12", "the bridge exited with 7 before it was ready");
    }

    private static String train(String silence, String script) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtraining.silence=" + silence,
                "-Dtraining.port=1", // where nothing listens
                "image/Training.java"));
        command.addAll(List.of("sh", "-c", script));
        Process training = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(training.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(training.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(training.exitValue()).as(output).isNotZero();
            return output;
        } finally {
            training.destroyForcibly();
        }
    }
}
