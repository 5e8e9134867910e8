package io.dcf.bridge.settings;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds settings below {@code bridge} that do not exist, in all property sources. Binding finds only some of them: with
 * {@code bridge.gatway.address} the embedded gateway would start, and no error would tell that the address is ignored.
 */
final class UnknownSettings {

    private final List<KnownSetting> known = KnownSetting.all();

    /** One analysis for each unknown setting. */
    List<FailureAnalysis> in(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(source -> source instanceof EnumerablePropertySource<?>)
                .flatMap(source -> in((EnumerablePropertySource<?>) source))
                .toList();
    }

    private Stream<FailureAnalysis> in(EnumerablePropertySource<?> source) {
        List<String> names = List.of(source.getPropertyNames());
        return source instanceof SystemEnvironmentPropertySource
                ? variables(names).map(name -> unknown(name, source))
                : names.stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).matches("bridge[.\\[].*"))
                        .filter(name -> known.stream().noneMatch(setting -> setting.isNamed(name)))
                        .map(name -> unknown(name, source));
    }

    private Stream<String> variables(List<String> names) {
        return names.stream()
                .filter(name -> name.toUpperCase(Locale.ROOT).startsWith("BRIDGE_"))
                .filter(name -> known.stream().noneMatch(setting -> setting.isVariable(name.toUpperCase(Locale.ROOT))))
                .filter(name -> !isOfKubernetesService(name, Set.copyOf(names)));
    }

    /** Kubernetes sets such variables for each Service of the namespace, and a Service can have the name bridge. */
    private static boolean isOfKubernetesService(String name, Set<String> names) {
        return names.stream()
                .filter(each -> each.endsWith("_SERVICE_HOST"))
                .map(each -> each.substring(0, each.length() - "SERVICE_HOST".length()))
                .anyMatch(service -> name.startsWith(service)
                        && name.substring(service.length()).matches("(SERVICE_HOST|SERVICE_PORT|PORT)(_.*)?"));
    }

    private FailureAnalysis unknown(String name, EnumerablePropertySource<?> source) {
        boolean variable = source instanceof SystemEnvironmentPropertySource;
        Origin origin = OriginLookup.getOrigin(source, name);
        return new FailureAnalysis(
                SettingFailureAnalyzer.UNKNOWN_SETTING
                        + SettingFailureAnalyzer.entry(
                                name, source.getProperty(name), origin == null ? source.getName() : origin),
                name + ": did you mean " + nearest(name, variable) + "? --help lists all settings.",
                new InvalidConfigurationPropertyValueException(name, source.getProperty(name), "does not exist"));
    }

    private String nearest(String name, boolean variable) {
        return known.stream()
                .map(KnownSetting::name)
                .map(each -> variable ? each.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT) : each)
                .min(Comparator.comparingInt(each -> distance(name, each)))
                .orElseThrow();
    }

    /** The Levenshtein distance. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[row.length - 1];
    }
}
