package io.dcf.bridge.bench;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.WebServer;

/** Tomcat and grpc-java as they come, for what they make of HTTP/2 by themselves; see .ci/h2spec. */
final class BareServers {

    private BareServers() {}

    /** Says both ports, and runs until it is killed. */
    public static void main(String[] args) throws IOException, InterruptedException {
        var factory = new TomcatServletWebServerFactory(0);
        Http2 http2 = new Http2();
        http2.setEnabled(true);
        factory.setHttp2(http2);
        WebServer tomcat = factory.getWebServer(
                context -> context.addServlet("plain", new Plain()).addMapping("/*"));
        tomcat.start();
        Server grpc = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .maxConcurrentCallsPerConnection(
                        1000) // or one of h2spec's cases makes streams until the memory is used up
                .addService(new HealthStatusManager().getHealthService())
                .build()
                .start();
        System.out.println("ports " + tomcat.getPort() + " " + grpc.getPort());
        grpc.awaitTermination();
    }

    private static final class Plain extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getOutputStream().print("done");
        }
    }
}
