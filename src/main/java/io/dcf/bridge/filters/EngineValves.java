package io.dcf.bridge.filters;

import org.apache.catalina.Valve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Adds valves to Tomcat's engine, groups in the order of {@link io.dcf.bridge.route.FilterAndValveOrder}. */
public final class EngineValves implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    private final int order;
    private final Valve[] valves;

    public EngineValves(int order, Valve... valves) {
        this.order = order;
        this.valves = valves.clone();
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(valves);
    }

    @Override
    public int getOrder() {
        return order;
    }
}
