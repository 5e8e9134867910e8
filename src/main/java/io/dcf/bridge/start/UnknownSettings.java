package io.dcf.bridge.start;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Warns of settings below {@code bridge} that do not exist, wherever they were set. A slip in a file or on the command
 * line stops the start where binding sees it; one in the environment, or in a prefix, would pass unseen, and the embedded
 * gateway would start instead of the one that was meant. It only warns, because Kubernetes puts variables of its own there.
 */
@Component
final class UnknownSettings implements ApplicationListener<ApplicationStartedEvent> {

    private static final Logger log = LoggerFactory.getLogger(UnknownSettings.class);

    private final Environment environment;
    private final JsonMapper json;

    UnknownSettings(Environment environment, JsonMapper json) {
        this.environment = environment;
        this.json = json;
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        Set<String> known = known();
        Binder.get(environment)
                .bind("bridge", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .keySet()
                .forEach(name -> {
                    if (known.stream().noneMatch(each -> uniform(name).matches(each))) {
                        log.warn("There is no setting bridge.{}; the README lists those there are", name);
                    }
                });
    }

    /** Patterns from the metadata that the settings' records are compiled into; a map's keys are anyone's. */
    private Set<String> known() {
        ClassPathResource metadata = new ClassPathResource("META-INF/spring-configuration-metadata.json");
        try (InputStream stream = metadata.getInputStream()) {
            return json.readTree(stream)
                    .path("properties")
                    .valueStream()
                    .map(property -> Pattern.quote(uniform(
                                    property.path("name").stringValue("").replaceFirst("^bridge\\.", "")))
                            + (property.path("type").stringValue("").startsWith("java.util.Map<") ? "\\..+" : ""))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new IllegalStateException("unreadable " + metadata, e);
        }
    }

    /** The same for all spellings of a name: kebab case, camel case, or the environment's. */
    private static String uniform(String name) {
        return name.replaceAll("(\\.|\\[)\\d+]?$", "").replace("-", "").toLowerCase(Locale.ROOT);
    }
}
