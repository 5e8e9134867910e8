package io.dcf.bridge.channel;

import io.dcf.bridge.call.TraceParent;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;

/**
 * Makes a span of each call whose metadata says what trace it belongs to, and tells the gateway of the span in its place.
 * Tags are OpenTelemetry's for RPC. What answers the call runs in the span, so that what it measures names the trace.
 */
final class SpanInterceptor implements ClientInterceptor {

    private final Tracer tracer;

    SpanInterceptor(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata metadata) {
                TraceParent parent = TraceParent.of(metadata.get(CallInterceptor.TRACEPARENT))
                        .orElse(null);
                if (parent == null) {
                    super.start(listener, metadata);
                    return;
                }
                Span span = span(method, parent);
                TraceParent.of(span).ifPresent(place -> {
                    metadata.discardAll(CallInterceptor.TRACEPARENT);
                    metadata.put(CallInterceptor.TRACEPARENT, place.toString());
                });
                super.start(new Ending<>(listener, span), metadata);
            }
        };
    }

    private Span span(MethodDescriptor<?, ?> method, TraceParent parent) {
        return tracer.spanBuilder()
                .setParent(tracer.traceContextBuilder()
                        .traceId(parent.traceId())
                        .spanId(parent.parentId())
                        .sampled(parent.sampled())
                        .build())
                .kind(Span.Kind.CLIENT)
                .name(method.getFullMethodName())
                .tag("rpc.system", "grpc")
                .tag("rpc.service", String.valueOf(method.getServiceName()))
                .tag("rpc.method", String.valueOf(method.getBareMethodName()))
                .start();
    }

    private final class Ending<A> extends SimpleForwardingClientCallListener<A> {

        private final Span span;

        Ending(ClientCall.Listener<A> listener, Span span) {
            super(listener);
            this.span = span;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            span.tag("rpc.grpc.status_code", status.getCode().value());
            if (!status.isOk() && !span.isNoop()) {
                // Without what the gateway said, which may be anything.
                span.error(Status.fromCode(status.getCode()).asException());
            }
            span.end(); // before the request's own, which what follows may end
            try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
                super.onClose(status, trailers);
            }
        }
    }
}
