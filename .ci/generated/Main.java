import io.dcf.client.api.DeleteApi;
import io.dcf.client.api.DeployApi;
import io.dcf.client.api.InvokeApi;
import io.dcf.client.api.ObserveApi;
import io.dcf.client.invoker.ApiClient;
import io.dcf.client.invoker.ApiException;
import io.dcf.client.model.FunctionDefinition;
import io.dcf.client.model.Scale;
import java.io.File;
import java.nio.file.Files;
import java.util.Arrays;

/** Uses the client that openapi-generator generates for Java: java Main URL. */
class Main {

    private static final String NAME = "openapi-generator-java";

    public static void main(String[] arguments) throws Exception {
        ApiClient client = new TypedClient();
        client.setBasePath(arguments[0]);
        DeployApi deploy = new DeployApi(client);
        ObserveApi observe = new ObserveApi(client);

        FunctionDefinition definition = new FunctionDefinition().service(NAME).image("builtin/echo");
        check(deploy.deployFunction(definition, null).getService().equals(NAME), "deploy");
        check(observe.listFunctions(1000, null, null).getFunctions().stream().anyMatch(each -> each.getName().equals(NAME)), "list");
        check(observe.describeFunction(NAME, null).getReplicas() == 1, "describe");
        check(deploy.scaleFunction(NAME, new Scale().replicas(2), null).getReplicas() == 2, "scale");
        byte[] data = {0, (byte) 255, (byte) 128, 10};
        File input = File.createTempFile("input", null);
        Files.write(input.toPath(), data);
        try (var output = new InvokeApi(client).triggerFunctionCall(NAME, null, null, null, null, input, null).execute()) {
            check(Arrays.equals(output.body().bytes(), data), "invoke");
        }
        check(observe.readLogs(NAME, null, 1, null, null).contains("4 bytes out"), "logs");
        new DeleteApi(client).deleteFunction(NAME, null);
        try {
            observe.describeFunction(NAME, null);
            check(false, "error");
        } catch (ApiException e) {
            check(e.getCode() == 404 && e.getResponseBody().contains("NOT_FOUND"), "error");
        }
        System.exit(0); // the threads of the client would run on
    }

    private static void check(boolean fits, String what) {
        if (!fits) {
            throw new AssertionError(what);
        }
    }

    /** The client would request only the type that looks like JSON, which is that of problems. */
    private static final class TypedClient extends ApiClient {

        @Override
        public String selectHeaderAccept(String[] types) {
            return types[0];
        }
    }
}
