package io.dcf.bridge.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import java.util.List;
import java.util.stream.Stream;
import org.apache.catalina.Pipeline;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.security.web.FilterChainProxy;

class FilterAndValveOrderTests {

    @Test
    void isThatOfTheRunningServer() {
        try (TestBridge bridge = TestBridge.embedded()) {
            Tomcat tomcat =
                    ((TomcatWebServer) ((WebServerApplicationContext) bridge.context()).getWebServer()).getTomcat();
            assertThat(names(tomcat.getEngine().getPipeline()))
                    .containsExactly(
                            "ForwardedValve",
                            "HeadersValve",
                            "ProbeValve",
                            "RequestLog",
                            "RequestMeter",
                            "RequestHeadValve",
                            "InputBufferTrimValve",
                            "ConnectionCloseValve",
                            "BrokenResponseValve",
                            "StandardEngineValve");
            assertThat(names(tomcat.getHost().getPipeline()))
                    .containsExactly("ErrorReportValve", "ProblemValve", "StandardHostValve");
            assertThat(filters((StandardContext) tomcat.getHost().findChildren()[0]))
                    .startsWith(
                            "CallContextFilter",
                            "PermitFilter",
                            "PrefixFilter",
                            "CompositeFilterChainProxy",
                            "RateLimitFilter",
                            "InvocationFilter",
                            "RequestSizeFilter",
                            "MethodsFilter");
            assertThat(bridge.bean("springSecurityFilterChain", FilterChainProxy.class)
                            .getFilters("/"))
                    .extracting(each -> each.getClass().getSimpleName())
                    .containsExactly(
                            "EmptyErrorFilter",
                            "SecurityContextHolderFilter",
                            "HostsFilter",
                            "OriginsFilter",
                            "ExceptionTranslationFilter",
                            "AuthorizationFilter");
        }
    }

    private static List<String> names(Pipeline pipeline) {
        return Stream.of(pipeline.getValves())
                .map(each -> each.getClass().getSimpleName())
                .toList();
    }

    private static List<String> filters(StandardContext context) {
        return Stream.of(context.findFilterMaps())
                .map(map -> context.findFilterDef(map.getFilterName()).getFilter())
                .map(each -> each.getClass().getSimpleName())
                .toList();
    }
}
