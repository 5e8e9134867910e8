package io.dcf.bridge.settings;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.util.unit.DataSize;

/** Describes in words which values a type of settings has. */
final class ValueForm {

    private static final Map<Class<?>, String> FORMS = Map.of(
            Duration.class, "a duration, such as 500ms, 30s or 10m",
            DataSize.class, "a size, such as 512KB or 4MB",
            InetAddress.class, "an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them",
            Integer.class, "a whole number",
            int.class, "a whole number",
            Boolean.class, "true or false",
            boolean.class, "true or false");

    private ValueForm() {}

    static String of(Class<?> type) {
        return FORMS.getOrDefault(type, type.isEnum() ? oneOf(type) : "a value of type " + type.getSimpleName());
    }

    private static String oneOf(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(Object::toString)
                .collect(Collectors.joining(", ", "one of ", ""));
    }
}
