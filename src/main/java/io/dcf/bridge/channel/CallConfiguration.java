package io.dcf.bridge.channel;

import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.grpc.MetricCollectingClientInterceptor;
import io.micrometer.tracing.Tracer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes what calls to the gateway pass: interceptors, the dialect, and meters. */
@Configuration(proxyBeanMethods = false)
class CallConfiguration {

    /** The channel with its interceptors. */
    @Bean
    Channel channelToGateway(
            Connections connections,
            GatewayProperties properties,
            WaitingCalls waiting,
            LastResponse lastResponse,
            MeterRegistry meters,
            Tracer tracer) {
        List<ClientInterceptor> interceptors = new ArrayList<>(List.of(
                new CallInterceptor(properties, waiting, new ResponseObserver(properties, lastResponse, connections)),
                new MetricCollectingClientInterceptor(meters)));
        if (tracer != Tracer.NOOP) {
            interceptors.add(new SpanInterceptor(tracer));
        }
        return ClientInterceptors.interceptForward(connections, interceptors);
    }

    /** The gateway's methods: the guide's types, translated into the dialect of the settings. */
    @Bean
    GatewayFutureStub gatewayStub(@Qualifier("channelToGateway") Channel channel, GatewayProperties properties) {
        Dialect dialect = properties.dialect();
        String serviceName = properties.serviceName();
        boolean translates = dialect != Dialect.GUIDE || !serviceName.equals(dialect.serviceName());
        return GatewayGrpc.newFutureStub(
                translates
                        ? ClientInterceptors.intercept(channel, new DialectInterceptor(dialect, serviceName))
                        : channel);
    }

    @Bean
    LastResponse lastResponse() {
        return new LastResponse();
    }

    @Bean
    WaitingCalls waitingCalls() {
        return new WaitingCalls();
    }

    @Bean
    MeterBinder gatewayConnections(Connections connections, WaitingCalls waiting) {
        return meters -> {
            for (ConnectivityState state : ConnectivityState.values()) {
                Gauge.builder("bridge.gateway.channel.state", connections, all -> all.count(state))
                        .description("connections to the gateway in the state")
                        .tag("state", state.name())
                        .register(meters);
            }
            Gauge.builder("bridge.gateway.calls.waiting", waiting, WaitingCalls::count)
                    .description("calls that wait for a connection or a free stream")
                    .register(meters);
        };
    }
}
