package io.dcf.bridge.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import com.google.protobuf.Message;
import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionDescription;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.function.Resources;
import io.dcf.bridge.function.Scale;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Function;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Uses the messages' descriptors, so that a new field of the contract fails here until it is mapped. */
class GatewayMessagesTests {

    private final FunctionDefinition definition = new FunctionDefinition(
            new FunctionName("service"),
            "image",
            Map.of("envvars", "e"),
            Map.of("labels", "l"),
            Map.of("annotations", "a"),
            List.of("secrets"),
            List.of("constraints"),
            "registryauth",
            new Resources("1Mi", "2m", "3"),
            new Resources("4Mi", "5m", "6"),
            7,
            8,
            true);

    @Test
    void mapsEveryFieldOfADefinition() throws ReflectiveOperationException {
        CreateFunctionRequest message = GatewayMessages.create(definition);
        assertThat(valuesOf(message)).isEqualTo(componentsOf(definition));
    }

    @Test
    void mapsEveryFieldOfAStatus() throws ReflectiveOperationException {
        Function message = filled(Function.newBuilder());
        FunctionStatus status = GatewayMessages.status(message);
        Map<String, Object> components = componentsOf(status);
        assertThat(components.remove("unavailable")).as("which annotations say").isNull();
        assertThat(components).isEqualTo(valuesOf(message));
    }

    @Test
    void leavesOutWhatIsAbsent() {
        FunctionDefinition bare = new FunctionDefinition(
                new FunctionName("f"),
                "i",
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                1,
                1,
                false);
        assertThat(GatewayMessages.create(bare).getAllFields().keySet().stream().map(FieldDescriptor::getName))
                .containsExactly("Service", "Image", "MinReplicas", "MaxReplicas");
    }

    @Test
    void readsTheDefinitionThatItMakes() {
        FunctionDescription description = DescriptionReader.read(io.dcf.gateway.guide.FunctionDescription.newBuilder()
                .setStatus(Function.newBuilder().setName("service"))
                .setDefinition(GatewayMessages.create(definition).toBuilder().clearRegistryAuth())
                .setCreatedAt("2026-11-30T13:00:00.250Z")
                .build());
        assertThat(description.createdAt()).isEqualTo("2026-11-30T13:00:00.250Z");
        assertThat(description.status().name()).isEqualTo("service");
        assertThat(GatewayMessages.create(description.definition()).toBuilder()
                        .setRegistryAuth("registryauth")
                        .build())
                .isEqualTo(GatewayMessages.create(definition));
    }

    @Test
    void leavesOutADefinitionThatIsNotValidHere() {
        var description = io.dcf.gateway.guide.FunctionDescription.newBuilder()
                .setStatus(Function.newBuilder().setName("a"))
                .setDefinition(
                        CreateFunctionRequest.newBuilder().setService("a").setImage(" "))
                .build();
        assertThat(DescriptionReader.read(description).definition()).isNull();
        assertThat(DescriptionReader.read(description).createdAt()).isNull();
    }

    @Test
    void namesTheFunctionAlone() {
        FunctionName name = new FunctionName("f");
        assertThat(GatewayMessages.delete(name).getAllFields()).hasSize(1).containsValue("f");
        assertThat(GatewayMessages.named(name).getAllFields()).hasSize(1).containsValue("f");
        assertThat(GatewayMessages.scale(name, new Scale(3)).getAllFields()).containsValues("f", 3L);
    }

    @Test
    void keepsCountsBeyondALongAtItsGreatest() {
        Function message = Function.newBuilder().setInvocationCount(-1).build();
        assertThat(GatewayMessages.status(message).invocationCount()).isEqualTo(Long.MAX_VALUE);
    }

    /** A message with a value of its own in every field. */
    private static Function filled(Function.Builder builder) {
        long number = 1;
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            if (field.isMapField()) {
                continue;
            }
            builder.setField(field, field.getType() == Type.STRING ? field.getName() : (Object) number++);
        }
        return builder.putAnnotations("annotations", "a")
                .putLabels("labels", "l")
                .build();
    }

    /** The values of all fields, by lower-case name: none may be unset. */
    private static Map<String, Object> valuesOf(Message message) {
        Map<String, Object> values = new TreeMap<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            assertThat(
                            field.isRepeated()
                                    ? message.getRepeatedFieldCount(field) > 0
                                    : message.getAllFields().containsKey(field))
                    .as(field.getFullName() + " is mapped")
                    .isTrue();
            values.put(field.getName().toLowerCase(Locale.ROOT), value(message, field));
        }
        return values;
    }

    private static Object value(Message message, FieldDescriptor field) {
        Object value = message.getField(field);
        if (field.isMapField()) {
            Map<Object, Object> entries = new HashMap<>();
            for (Object entry : (List<?>) value) {
                Message pair = (Message) entry;
                entries.put(
                        pair.getField(pair.getDescriptorForType().findFieldByName("key")),
                        pair.getField(pair.getDescriptorForType().findFieldByName("value")));
            }
            return entries;
        }
        return value instanceof Message nested
                ? valuesOf(nested)
                : value instanceof List<?> list ? List.copyOf(list) : value;
    }

    private static Map<String, Object> componentsOf(Record record) throws ReflectiveOperationException {
        Map<String, Object> values = new TreeMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(record);
            values.put(
                    component.getName().toLowerCase(Locale.ROOT),
                    value instanceof FunctionName name
                            ? name.value()
                            : value instanceof Record nested ? componentsOf(nested) : value);
        }
        return values;
    }
}
