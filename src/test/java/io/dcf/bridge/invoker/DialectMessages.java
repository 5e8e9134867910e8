package io.dcf.bridge.invoker;

/** Messages with every field that DCF's and OpenFx's have in common, in protobuf's text format, and as the API's JSON. */
final class DialectMessages {

    static final String DEFINITION = """
            Service: "f" Image: "i" EnvVars { key: "E" value: "e" } Labels { key: "l" value: "1" }
            Annotations { key: "a" value: "2" } Secrets: "s" Constraints: "c=d" RegistryAuth: "auth"
            Limits { Memory: "1Mi" CPU: "2m" GPU: "3" } Requests { Memory: "4Mi" CPU: "5m" GPU: "6" }
            """;

    static final String DEFINITION_JSON = """
            {"service":"f","image":"i","envVars":{"E":"e"},"labels":{"l":"1"},"annotations":{"a":"2"},"secrets":["s"],
             "constraints":["c=d"],"registryAuth":"auth","limits":{"memory":"1Mi","cpu":"2m","gpu":"3"},
             "requests":{"memory":"4Mi","cpu":"5m","gpu":"6"}}
            """;

    static final String FUNCTION = """
            Name: "f" Image: "i" InvocationCount: 5000000000 Replicas: 3 AvailableReplicas: 2
            Labels { key: "l" value: "1" } Annotations { key: "a" value: "2" }
            """;

    static final String FUNCTION_JSON = "{\"name\":\"f\",\"image\":\"i\",\"replicas\":3,\"availableReplicas\":2,"
            + "\"invocationCount\":5000000000,\"labels\":{\"l\":\"1\"},\"annotations\":{\"a\":\"2\"}}";

    private DialectMessages() {}
}
