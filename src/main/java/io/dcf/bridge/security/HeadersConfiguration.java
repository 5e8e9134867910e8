package io.dcf.bridge.security;

import io.dcf.bridge.credential.SecurityProperties;
import io.dcf.bridge.filters.EngineValves;
import io.dcf.bridge.filters.FilterAndValveOrder;
import io.dcf.bridge.http.ProbeValve;
import io.dcf.bridge.proxy.ForwardedValve;
import io.dcf.bridge.proxy.ProxiesProperties;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** The valves that every request passes first, on the port of the API, and on the management port, which reads META-INF/spring. */
@ManagementContextConfiguration(proxyBeanMethods = false)
class HeadersConfiguration {

    @Bean
    EngineValves headerValves(ProxiesProperties proxies, SecurityProperties security) {
        return new EngineValves(
                FilterAndValveOrder.HEADER_VALVES,
                new ForwardedValve(proxies),
                new HeadersValve(OriginsFilter.allowed(security.origins())),
                new ProbeValve());
    }

    /** Delays 100 Continue until the body is read, so that a refusal is sent instead of it. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> continueOnRead() {
        return factory ->
                factory.addConnectorCustomizers(connector -> connector.setProperty("continueResponseTiming", "onRead"));
    }
}
