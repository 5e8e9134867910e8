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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** An embedded gateway in a process of its own, to be killed. */
public final class KilledGateway {

    private static final int KILLED = 128 + 9;
    private static final String CLASS_PATH = System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path"))
            .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);

    /** The options for the class path of this process. */
    public static final List<String> CLASSES = List.of("-cp", CLASS_PATH);

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
        this(CLASSES, directory, by);
    }

    /** Started with the options for its class path, {@link #CLASSES} or those of {@link #archive}. */
    public KilledGateway(List<String> classes, Path directory, String... by) throws IOException {
        List<String> command = new ArrayList<>(List.of(by));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
        command.addAll(classes);
        command.addAll(List.of(KilledGateway.class.getName(), directory.toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Redirect.PIPE)
                .start();
    }

    /**
     * The options for a class path whose classes are loaded from an archive: a start takes half the CPU time. The JVM archives
     * classes of jars only.
     */
    public static List<String> archive(Path directory) throws IOException, InterruptedException {
        String jars = Stream.of(CLASS_PATH.split(File.pathSeparator))
                .map(entry -> Files.isDirectory(Path.of(entry)) ? jar(entry, directory) : entry)
                .collect(Collectors.joining(File.pathSeparator));
        Path archive = directory.resolve("classes.jsa");
        KilledGateway first = new KilledGateway(
                List.of("-cp", jars, "-XX:ArchiveClassesAtExit=" + archive), directory.resolve("first"));
        first.port();
        first.process.getOutputStream().close();
        assertThat(first.process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(archive).exists();
        return List.of("-cp", jars, "-XX:SharedArchiveFile=" + archive);
    }

    private static String jar(String classes, Path directory) {
        String jar = directory.resolve(Path.of(classes).getFileName() + ".jar").toString();
        int status = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--no-compress", "--file", jar, "-C", classes, ".");
        assertThat(status).isZero();
        return jar;
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
