package io.dcf.bridge.settings;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** The options {@code --help} and {@code --version}, which start no bridge. */
public final class CommandLine {

    private CommandLine() {}

    /** The output of {@code --help} or {@code --version}; null where the arguments have neither. */
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

                Settings can also be environment variables, such as BRIDGE_GATEWAY_ADDRESS, or be in an application.yml in this directory.
                Spring Boot's settings --server.address=127.0.0.1 and --server.port=8080 set where the bridge listens.

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
            throw new IllegalStateException("cannot read META-INF/build-info.properties", e);
        }
    }
}
