import com.google.api.HttpRule;
import com.linecorp.armeria.client.grpc.GrpcClients;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingOptions;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;

/** Armeria's HTTP/JSON transcoding before a service that forwards its calls: Main PORT UPSTREAM-PORT. */
class Main {

    private static final int LARGEST = 8 << 20;

    public static void main(String[] args) {
        GatewayGrpc.GatewayStub gateway = GrpcClients.builder("gproto+h2c://127.0.0.1:" + args[1])
                .responseTimeoutMillis(60_000)
                .maxResponseLength(LARGEST)
                .build(GatewayGrpc.GatewayStub.class);
        GrpcService service = GrpcService.builder()
                .addService(new Forwarding(gateway))
                .maxRequestMessageLength(LARGEST)
                .enableHttpJsonTranscoding(HttpJsonTranscodingOptions.builder()
                        .additionalHttpRules(post("Invoke", "/function/{Service}"), post("Deploy", "/api/v1/functions"))
                        .build())
                .build();
        Server.builder()
                .port(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), SessionProtocol.HTTP)
                .requestTimeoutMillis(60_000)
                .maxRequestLength(LARGEST)
                .service(service)
                .build()
                .start()
                .join();
    }

    private static HttpRule post(String method, String path) {
        return HttpRule.newBuilder()
                .setSelector("pb.Gateway." + method)
                .setPost(path)
                .setBody("*")
                .build();
    }

    private static final class Forwarding extends GatewayGrpc.GatewayImplBase {

        private final GatewayGrpc.GatewayStub gateway;

        Forwarding(GatewayGrpc.GatewayStub gateway) {
            this.gateway = gateway;
        }

        @Override
        public void invoke(InvokeServiceRequest request, StreamObserver<Message> reply) {
            gateway.invoke(request, reply);
        }

        @Override
        public void deploy(CreateFunctionRequest request, StreamObserver<Message> reply) {
            gateway.deploy(request, reply);
        }
    }
}
