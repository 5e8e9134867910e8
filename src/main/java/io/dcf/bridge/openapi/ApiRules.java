package io.dcf.bridge.openapi;

import io.dcf.bridge.function.Since;
import io.dcf.bridge.function.Syntax;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Adds the constraints of requests that annotations cannot express. */
@Component
@Order(ApiDocument.ORDER + 2)
@SuppressWarnings("rawtypes") // as in the model
class ApiRules implements GlobalOpenApiCustomizer {

    /** Records in which a property that is null counts as absent. */
    private static final List<String> NULLABLE =
            List.of("FunctionDefinition", "Resources", "SecretDefinition", "SecretValue");

    @Override
    public void customise(OpenAPI api) {
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        constrainMaps(properties(schemas, "FunctionDefinition"));
        schemas.values().forEach(schema -> limitIntegers(schema.getProperties()));
        NULLABLE.forEach(name -> allowNull(required(schemas, name)));
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .flatMap(operation -> operation.getParameters().stream())
                .forEach(ApiRules::constrain);
    }

    private static void constrainMaps(Map<String, Schema> definition) {
        required(definition, "envVars").setPropertyNames(schema(Syntax.ENVIRONMENT_NAME));
        required(definition, "labels").setPropertyNames(schema(Syntax.LABEL_NAME));
        required(definition, "labels").setAdditionalProperties(schema(Syntax.LABEL_VALUE));
        required(definition, "annotations").setPropertyNames(string().pattern("\\S"));
    }

    /** Validators do not derive the maximum of an integer from its format. */
    private static void limitIntegers(Map<String, Schema> properties) {
        properties.values().stream()
                .filter(property -> "int32".equals(property.getFormat()))
                .forEach(property -> property.setMaximum(BigDecimal.valueOf(Integer.MAX_VALUE)));
    }

    private static void allowNull(Schema<?> schema) {
        List<String> required = Objects.requireNonNullElse(schema.getRequired(), List.of());
        schema.getProperties().replaceAll((name, property) -> required.contains(name) ? property : orNull(property));
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            return new Schema<>()
                    .description(property.getDescription())
                    .anyOf(List.of(new Schema<>().$ref(property.get$ref()), new Schema<>().types(Set.of("null"))));
        }
        Set<String> types = new LinkedHashSet<>(property.getTypes());
        types.add("null");
        property.setTypes(types);
        return property;
    }

    private static void constrain(Parameter parameter) {
        if ("since".equals(parameter.getName())) {
            parameter.getSchema().setPattern(Since.FORM);
        } else if ("tail".equals(parameter.getName())) {
            parameter.getSchema().setMaximum(BigDecimal.valueOf(Integer.MAX_VALUE));
        }
    }

    private static Map<String, Schema> properties(Map<String, Schema> schemas, String name) {
        return required(schemas, name).getProperties();
    }

    private static Schema<?> required(Map<String, Schema> schemas, String name) {
        return Objects.requireNonNull(schemas.get(name), name);
    }

    private static Schema<?> schema(Syntax syntax) {
        return string().pattern(syntax.pattern().pattern()).maxLength(syntax.max());
    }

    private static Schema<?> string() {
        return new Schema<>().types(Set.of("string"));
    }
}
