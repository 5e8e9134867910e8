package io.dcf.bridge.startup;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** Answers what can be asked of the bridge on the command line without starting it. */
public final class CommandLine {

    private CommandLine() {}

    /** The text that {@code --help} or {@code --version} asks for; null where the bridge is to start. */
    public static @Nullable String answer(String... arguments) {
        List<String> given = List.of(arguments);
        if (given.contains("--help")) {
            return help();
        }
        return given.contains("--version") ? version() : null;
    }

    private static String help() {
        return version() + """


                Usage: java -jar dcf-bridge.jar [--SETTING=VALUE]...

                  --help     lists the settings
                  --version  shows the version

                Settings can also be set in the environment, such as BRIDGE_GATEWAY_ADDRESS, or in an application.yml in this directory.
                Of Spring Boot's settings, --server.address=127.0.0.1 and --server.port=8080 say where the bridge listens.

                """
                + KnownSetting.all().stream()
                        .map(setting ->
                                "  --" + setting.name() + "=" + setting.value() + "\n      " + setting.description())
                        .collect(Collectors.joining("\n"));
    }

    private static String version() {
        try {
            Properties build =
                    PropertiesLoaderUtils.loadProperties(new ClassPathResource("META-INF/build-info.properties"));
            return "DCF Bridge " + build.getProperty("build.version");
        } catch (IOException e) {
            throw new IllegalStateException("unreadable build-info.properties", e);
        }
    }
}
