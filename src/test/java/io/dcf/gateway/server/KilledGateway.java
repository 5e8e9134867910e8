package io.dcf.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** An embedded gateway in a process of its own, to be killed. */
public final class KilledGateway {

    private static final int KILLED = 128 + 9;

    private final Process process;

    /** The process: it tells its port, and ends by itself where the one that started it has ended. */
    public static void main(String[] directory) throws IOException {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        EmbeddedGateway gateway =
                new EmbeddedGateway(RunningGateway.settings(Map.of("data-dir", directory[0])), DataSize.ofMegabytes(4));
        System.out.println("port " + gateway.address().getPort());
        if (System.in.read() < 0) {
            Runtime.getRuntime().halt(1);
        }
    }

    /** Started by the command that is given, if any. */
    public KilledGateway(Path directory, String... by) throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator),
                KilledGateway.class.getName(),
                directory.toString());
        process = new ProcessBuilder(Stream.concat(Stream.of(by), java.stream()).toList())
                .redirectErrorStream(true)
                .redirectInput(Redirect.PIPE)
                .start();
    }

    /** Waits until it listens; fails with what it said where it does not. */
    public int port() throws IOException {
        StringBuilder said = new StringBuilder();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("port ")) {
                return Integer.parseInt(line.substring("port ".length()));
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("the gateway did not start:\n" + said);
    }

    public long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does; fails where it was dead already. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("how the gateway ended").isEqualTo(KILLED);
    }
}
