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
 * Records a span for each call that has a {@code traceparent}, and sends the span to the gateway as the new parent. Tags are
 * OpenTelemetry's for RPC. The end of a call is handled within the span, so that exemplars of meters name the trace. Micrometer's
 * interceptor does neither set the error of a status that the gateway sent, nor open a scope at the end:
 * docs/decisions/0033-what-we-write-ourselves.md.
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
                TraceParent.of(span).ifPresent(own -> {
                    metadata.discardAll(CallInterceptor.TRACEPARENT);
                    metadata.put(CallInterceptor.TRACEPARENT, own.toString());
                });
                super.start(new SpanListener<>(listener, span), metadata);
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

    private final class SpanListener<A> extends SimpleForwardingClientCallListener<A> {

        private final Span span;

        SpanListener(ClientCall.Listener<A> listener, Span span) {
            super(listener);
            this.span = span;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            span.tag("rpc.grpc.status_code", status.getCode().value());
            if (!status.isOk() && !span.isNoop()) {
                // The gateway's text is omitted, since it may contain secrets.
                span.error(Status.fromCode(status.getCode()).asException());
            }
            span.end(); // before the request's span, which the listener may end
            try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
                super.onClose(status, trailers);
            }
        }
    }
}
