package io.dcf.bridge;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * The settings of a bridge without the rest of it: bound, checked and, where they are wrong, reported as a start does. It
 * takes a fraction of a start's time.
 */
public final class TestSettings {

    private TestSettings() {}

    /** Reads settings; throws where one is wrong, after the report. */
    public static void read(String... settings) {
        read(new Class<?>[0], settings);
    }

    /**
     * Reads settings, and has them used.
     *
     * @param users configurations whose beans need only settings
     */
    public static void read(Class<?>[] users, String... settings) {
        Class<?>[] all =
                Stream.concat(Stream.of(Settings.class), Arrays.stream(users)).toArray(Class<?>[]::new);
        new SpringApplicationBuilder(all)
                .web(WebApplicationType.NONE)
                .properties(TestBridge.DEFAULTS)
                .run(settings)
                .close();
    }

    /** The last report of a start that failed. */
    public static String report(CapturedOutput output) {
        return output.getAll().substring(output.getAll().lastIndexOf("APPLICATION FAILED TO START"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties
    @ConfigurationPropertiesScan({"io.dcf.bridge", "io.dcf.gateway.server"})
    @ComponentScan("io.dcf.bridge.settings")
    static class Settings {}
}
