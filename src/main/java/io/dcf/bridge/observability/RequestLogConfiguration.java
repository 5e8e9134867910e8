package io.dcf.bridge.observability;

import io.dcf.bridge.filters.EngineValves;
import io.dcf.bridge.filters.FilterAndValveOrder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import org.apache.catalina.Valve;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the request log and the request meter with Tomcat. */
@Configuration(proxyBeanMethods = false)
class RequestLogConfiguration {

    @Bean
    EngineValves requestLog() {
        return new EngineValves(FilterAndValveOrder.END_VALVES, new RequestLog());
    }

    /** With traces, Spring's observation measures requests instead, so that histograms have exemplars. */
    @Bean
    EngineValves requestMeter(MeterRegistry meters, Tracer tracer) {
        Valve[] valves = tracer == Tracer.NOOP ? new Valve[] {new RequestMeter(meters)} : new Valve[0];
        return new EngineValves(FilterAndValveOrder.END_VALVES, valves);
    }
}
