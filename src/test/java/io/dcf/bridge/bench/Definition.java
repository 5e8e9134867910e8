package io.dcf.bridge.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.dcf.gateway.guide.CreateFunctionRequest;

/** A function's definition of some 600 bytes, with all that one can contain. */
final class Definition {

    /** As the bridge's API has it. */
    static final String OF_BRIDGE = """
            {"service": "thumbnailer",
             "image": "registry.example.org/media/thumbnailer:1.4.2-alpine",
             "envVars": {"WIDTH": "320", "HEIGHT": "240", "QUALITY": "0.85", "FORMAT": "webp", "REGION": "north"},
             "labels": {"team": "media", "stage": "production", "tier": "batch"},
             "annotations": {"prometheus.io/scrape": "true"},
             "secrets": ["storage-key"], "constraints": ["zone=a"],
             "registryAuth": "bWVkaWE6bm90LWEtcmVhbC1wYXNzd29yZA==",
             "limits": {"memory": "256Mi", "cpu": "500m"}, "requests": {"memory": "64Mi", "cpu": "50m"},
             "minReplicas": 1, "maxReplicas": 10}
            """;

    /** As protobuf's mapping to JSON has it. */
    static final String OF_CONTRACT = """
            {"Service": "thumbnailer",
             "Image": "registry.example.org/media/thumbnailer:1.4.2-alpine",
             "EnvVars": {"WIDTH": "320", "HEIGHT": "240", "QUALITY": "0.85", "FORMAT": "webp", "REGION": "north"},
             "Labels": {"team": "media", "stage": "production", "tier": "batch"},
             "Annotations": {"prometheus.io/scrape": "true"},
             "Secrets": ["storage-key"], "Constraints": ["zone=a"],
             "RegistryAuth": "bWVkaWE6bm90LWEtcmVhbC1wYXNzd29yZA==",
             "Limits": {"Memory": "256Mi", "CPU": "500m"}, "Requests": {"Memory": "64Mi", "CPU": "50m"},
             "MinReplicas": 1, "MaxReplicas": 10}
            """;

    static final CreateFunctionRequest MESSAGE = message();

    private Definition() {}

    private static CreateFunctionRequest message() {
        CreateFunctionRequest.Builder message = CreateFunctionRequest.newBuilder();
        try {
            JsonFormat.parser().merge(OF_CONTRACT, message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        return message.build();
    }
}
