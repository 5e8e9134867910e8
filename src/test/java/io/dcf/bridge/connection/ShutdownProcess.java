package io.dcf.bridge.connection;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The bridge with its embedded gateway in its own process, which a test terminates as an operator does. */
final class ShutdownProcess implements AutoCloseable {

    private static final Pattern API = Pattern.compile("API +http://localhost:([0-9]+)/");

    private final StringBuffer said = new StringBuffer();
    private final Process process;
    private final int port;

    ShutdownProcess(String... settings) throws IOException {
        process = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-XX:+UseSerialGC",
                                        "-Xmx192m",
                                        "-cp",
                                        System.getProperty(
                                                        "surefire.test.class.path",
                                                        System.getProperty("java.class.path"))
                                                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator),
                                        "io.dcf.bridge.BridgeApplication",
                                        "--server.port=0",
                                        "--bridge.embedded.port=0",
                                        "--bridge.embedded.data-dir=memory",
                                        "--bridge.security.hosts=*"),
                                Stream.of(settings))
                        .toList())
                .redirectErrorStream(true)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        port = port(lines);
        Thread listener =
                new Thread(() -> lines.lines().forEach(line -> said.append(line).append('\n')));
        listener.setDaemon(true);
        listener.start();
    }

    private int port(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            Matcher api = API.matcher(line);
            if (api.find()) {
                return Integer.parseInt(api.group(1));
            }
        }
        throw new AssertionError("the bridge did not start:\n" + said);
    }

    int port() {
        return port;
    }

    /** Its log. */
    List<String> log() {
        return said.toString().lines().toList();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.toHandle().destroy(); // the process itself would close what is read of it
    }

    boolean runs() {
        return process.isAlive();
    }

    int exitValue() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the bridge does not stop:\n" + said);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
