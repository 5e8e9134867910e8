package io.dcf.bridge.api;

import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.Resources;
import io.dcf.bridge.function.Scale;
import io.dcf.bridge.secret.SecretDefinition;
import io.dcf.bridge.secret.SecretName;
import io.dcf.bridge.secret.SecretValue;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.module.SimpleModule;

/** Reads the records that clients send. It is strict: if a misspelled member were ignored, the wrong thing would be deployed. */
@Configuration(proxyBeanMethods = false)
class FunctionJson {

    private static final FunctionName PLACEHOLDER = new FunctionName("placeholder");

    private static final SecretName PLACEHOLDER_SECRET = new SecretName("placeholder");

    private static final RecordReader<Resources> RESOURCES =
            new RecordReader<>(Resources.class, FunctionJson::resources);

    @Bean
    JsonMapperBuilderCustomizer functionJsonCustomizer() {
        return json -> json.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // a double makes 0 of 1e-1000
                .addModule(new SimpleModule("function")
                        .addDeserializer(
                                FunctionDefinition.class,
                                new RecordReader<>(FunctionDefinition.class, FunctionJson::definition))
                        .addDeserializer(
                                Scale.class,
                                new RecordReader<>(Scale.class, object -> new Scale(object.integer("replicas"))))
                        .addDeserializer(
                                SecretDefinition.class,
                                new RecordReader<>(SecretDefinition.class, FunctionJson::secret))
                        .addDeserializer(
                                SecretValue.class,
                                new RecordReader<>(
                                        SecretValue.class,
                                        object -> new SecretValue(
                                                object.optionalText("value"), object.optionalText("rawValue")))));
    }

    private static SecretDefinition secret(JsonObject object) {
        return new SecretDefinition(
                object.parsed("name", SecretName::new, PLACEHOLDER_SECRET),
                object.optionalText("value"),
                object.optionalText("rawValue"));
    }

    private static FunctionDefinition definition(JsonObject object) {
        int minReplicas = object.integer("minReplicas", 1);
        return new FunctionDefinition(
                object.parsed("service", FunctionName::new, PLACEHOLDER),
                object.text("image"),
                object.textsByName("envVars"),
                object.textsByName("labels"),
                object.textsByName("annotations"),
                object.texts("secrets"),
                object.texts("constraints"),
                object.optionalText("registryAuth"),
                object.object("limits", RESOURCES),
                object.object("requests", RESOURCES),
                minReplicas,
                object.integer("maxReplicas", Math.max(1, minReplicas)),
                object.bool("readOnlyRootFilesystem"));
    }

    private static Resources resources(JsonObject object) {
        return new Resources(object.optionalText("memory"), object.optionalText("cpu"), object.optionalText("gpu"));
    }
}
