package io.dcf.bridge.api;

import io.dcf.bridge.problem.NearestName;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names of the members that a JSON object has if it becomes a record, and what to suggest for an unknown one. */
final class MemberNames {

    /** Names of other APIs that do not resemble ours. */
    private static final Map<String, String> OTHER_NAMES =
            Map.of("name", "service", "function", "service", "environment", "envVars", "resources", "limits");

    private static final int MIN_PART = 3;
    private static final int MAX_SHOWN = 64;

    /** Reflection copies all that it knows of a record on each call. */
    private static final ClassValue<MemberNames> BY_TYPE = new ClassValue<>() {
        @Override
        protected MemberNames computeValue(Class<?> type) {
            return new MemberNames(type.getRecordComponents());
        }
    };

    private final List<String> names;
    private final Map<String, MemberNames> objects = new LinkedHashMap<>();

    private MemberNames(RecordComponent[] components) {
        this.names = Arrays.stream(components).map(RecordComponent::getName).toList();
        for (RecordComponent component : components) {
            if (component.getType().isRecord()) {
                objects.put(
                        component.getName(), new MemberNames(component.getType().getRecordComponents()));
            }
        }
    }

    static MemberNames of(Class<? extends Record> type) {
        return BY_TYPE.get(type);
    }

    /** Whether the name is known, without regard to case. */
    boolean contain(String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** The violation's text for a name that is not known. */
    String unknown(String name) {
        String shown = name.length() > MAX_SHOWN ? name.substring(0, MAX_SHOWN) + "..." : name;
        return "Unknown member \"" + shown + "\". "
                + suggestion(name)
                        .map(near -> "Did you mean \"" + near + "\"?")
                        .orElse("Known members: " + String.join(", ", names) + ".");
    }

    private Optional<String> suggestion(String name) {
        return Optional.ofNullable(OTHER_NAMES.get(name.toLowerCase(Locale.ROOT)))
                .filter(names::contains)
                .or(() -> similar(name))
                .or(() -> objects.entrySet().stream()
                        .flatMap(object -> object.getValue().similar(name).stream()
                                .map(member -> "/" + object.getKey() + "/" + member))
                        .findFirst());
    }

    private Optional<String> similar(String name) {
        return NearestName.of(name, names)
                .or(() -> names.stream().filter(known -> overlap(known, name)).findFirst());
    }

    /** Whether one name is a part of the other, such as "env" of "envVars". */
    private static boolean overlap(String known, String name) {
        String a = known.toLowerCase(Locale.ROOT);
        String b = name.toLowerCase(Locale.ROOT);
        return Math.min(a.length(), b.length()) >= MIN_PART && (a.contains(b) || b.contains(a));
    }
}
