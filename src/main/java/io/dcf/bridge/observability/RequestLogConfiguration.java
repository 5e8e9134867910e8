package io.dcf.bridge.observability;

import io.dcf.bridge.route.RequestOrder;
import io.dcf.bridge.tomcat.EngineValves;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import org.apache.catalina.Valve;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the request log, and the meter, where Tomcat tells of the end of requests. */
@Configuration(proxyBeanMethods = false)
class RequestLogConfiguration {

    @Bean
    EngineValves requestLog() {
        return new EngineValves(RequestOrder.END_VALVES, new RequestLog());
    }

    /** Spring's observation measures where it has spans to make, so that histograms name them. */
    @Bean
    EngineValves requestMeter(MeterRegistry meters, Tracer tracer) {
        Valve[] valves = tracer == Tracer.NOOP ? new Valve[] {new RequestMeter(meters)} : new Valve[0];
        return new EngineValves(RequestOrder.END_VALVES, valves);
    }
}
