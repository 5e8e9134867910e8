package io.dcf.bridge.bench;

import com.google.protobuf.UnsafeByteOperations;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * The least that a servlet can do between HTTP and gRPC: POST /function/{name}, blocking, on virtual threads where the JDK
 * has them, with no filter, no metric, no log, no deadline and no error but 502. What the bridge costs beyond it is what its
 * filters cost.
 */
final class BareServlet implements AutoCloseable {

    private static final int LARGEST = 8 << 20;

    private final ManagedChannel gateway;
    private final Tomcat tomcat = new Tomcat();

    BareServlet(int port, int upstream) throws IOException, LifecycleException {
        gateway = NettyChannelBuilder.forAddress("127.0.0.1", upstream)
                .usePlaintext()
                .directExecutor()
                .disableRetry()
                .maxInboundMessageSize(LARGEST)
                .build();
        tomcat.setBaseDir(Files.createTempDirectory("bare-servlet").toString());
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxKeepAliveRequests", "-1");
        connector.setProperty(
                "useVirtualThreads", String.valueOf(Runtime.version().feature() >= 21));
        connector.setProperty("maxConnections", "20000"); // or a burst of 10,000 would wait for connections
        connector.setProperty("acceptCount", "4096");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "functions", new Functions());
        context.addServletMappingDecoded("/function/*", "functions");
        tomcat.start();
    }

    /** Takes the port, 0 for a free one, and the upstream's; prints the port. */
    public static void main(String[] args) throws IOException, LifecycleException {
        BareServlet servlet = new BareServlet(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        System.out.println(servlet.port());
        servlet.tomcat.getServer().await();
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        gateway.shutdownNow();
    }

    private final class Functions extends HttpServlet {

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            InvokeServiceRequest input = InvokeServiceRequest.newBuilder()
                    .setService(request.getPathInfo().substring(1))
                    .setInput(UnsafeByteOperations.unsafeWrap(
                            request.getInputStream().readAllBytes()))
                    .build();
            byte[] output = {};
            try {
                output = RawInvoke.call(gateway, input);
            } catch (StatusRuntimeException e) {
                response.setStatus(HttpServletResponse.SC_BAD_GATEWAY);
            }
            response.setContentType("text/plain;charset=UTF-8");
            response.setContentLength(output.length);
            response.getOutputStream().write(output);
        }
    }
}
