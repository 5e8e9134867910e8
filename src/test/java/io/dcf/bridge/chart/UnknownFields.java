package io.dcf.bridge.chart;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Finds what a manifest says and its type does not know: fabric8 keeps it, at any depth, as additional properties. */
final class UnknownFields {

    private final List<String> found = new ArrayList<>();

    private UnknownFields() {}

    static List<String> in(Object manifest) {
        UnknownFields fields = new UnknownFields();
        fields.walk("", manifest);
        return fields.found;
    }

    private void walk(String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> walk(path + "/" + key, each));
        } else if (value instanceof Collection<?> values) {
            values.forEach(each -> walk(path + "/-", each));
        } else if (value != null
                && value.getClass().getName().startsWith("io.fabric8.")
                && !value.getClass().isEnum()) {
            for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        field(path, field, value);
                    }
                }
            }
        }
    }

    private void field(String path, Field field, Object owner) {
        try {
            field.setAccessible(true);
            Object value = field.get(owner);
            if (field.getName().equals("additionalProperties")) {
                ((Map<?, ?>) value).keySet().forEach(name -> found.add(path + "/" + name));
            } else {
                walk(path + "/" + field.getName(), value);
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
