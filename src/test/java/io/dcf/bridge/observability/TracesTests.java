package io.dcf.bridge.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestCollector;
import io.dcf.bridge.TestGateway;
import io.dcf.gateway.guide.Messages;
import io.grpc.Status;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trace leads from the client's header over spans of both sides of the bridge to the gateway and to a collector. */
class TracesTests {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String RECORDED = "00-" + TRACE + "-" + CALLER + "-01";

    private static TestCollector collector;
    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        collector = new TestCollector();
        gateway = new TestGateway();
        bridge = TestBridge.before(
                gateway,
                "--management.opentelemetry.tracing.export.otlp.endpoint=" + collector.endpoint(),
                "--management.opentelemetry.tracing.export.schedule-delay=50ms");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
        collector.close();
    }

    @BeforeEach
    void forget() {
        gateway.reset();
        gateway.onInvokes(TestGateway.Answer.with(Messages.getDefaultInstance()));
        collector.spans().clear();
    }

    @Test
    void haveOneSpanOfEachSide() {
        TestBridge.Answer answer =
                bridge.send("POST", "/function/f", "x", "traceparent", RECORDED, "tracestate", "vendor=1");
        List<Span> spans = spans(2);
        Span asked = of(SpanKind.SPAN_KIND_SERVER, spans);
        Span asking = of(SpanKind.SPAN_KIND_CLIENT, spans);
        assertThat(TestCollector.hex(asked.getParentSpanId())).isEqualTo(CALLER);
        assertThat(asked.getName()).isEqualTo("http post /function/{name}");
        assertThat(asking.getParentSpanId()).isEqualTo(asked.getSpanId());
        assertThat(asking.getName()).isEqualTo("pb.Gateway/Invokes");
        assertThat(tags(asking)).contains("rpc.system=grpc", "rpc.method=Invokes", "rpc.grpc.status_code=0");
        assertThat(asking.getStartTimeUnixNano()).isGreaterThanOrEqualTo(asked.getStartTimeUnixNano());
        assertThat(asking.getEndTimeUnixNano()).isLessThanOrEqualTo(asked.getEndTimeUnixNano());
        assertThat(gateway.last().metadata("traceparent"))
                .isEqualTo("00-" + TRACE + "-" + TestCollector.hex(asking.getSpanId()) + "-01");
        assertThat(gateway.last().metadata("tracestate")).isEqualTo("vendor=1");
        assertThat(answer.header("traceparent"))
                .isEqualTo("00-" + TRACE + "-" + TestCollector.hex(asked.getSpanId()) + "-01");
        assertThat(collector.services()).contains("dcf-bridge");
    }

    @Test
    void tellOfFailuresWithoutWhatTheGatewaySaid() {
        gateway.onInvokes(TestGateway.Answer.with(
                Status.INTERNAL.withDescription("s3cret").asRuntimeException()));
        TestBridge.Answer answer = bridge.send("POST", "/function/f", "x", "traceparent", RECORDED);
        assertThat(answer.json().path("traceId").stringValue()).isEqualTo(TRACE);
        List<Span> spans = spans(3);
        Span asked = of(SpanKind.SPAN_KIND_SERVER, spans);
        assertThat(spans)
                .filteredOn(span -> span.getKind() == SpanKind.SPAN_KIND_CLIENT)
                .allMatch(span -> span.getParentSpanId().equals(asked.getSpanId()))
                .extracting(Span::getName)
                .containsExactlyInAnyOrder("pb.Gateway/Invokes", "pb.Gateway/GetMeta");
        assertThat(spans)
                .filteredOn(span -> span.getName().equals("pb.Gateway/Invokes"))
                .singleElement()
                .satisfies(span -> {
                    assertThat(tags(span)).contains("rpc.grpc.status_code=13");
                    assertThat(span.getStatus().getCodeValue()).isEqualTo(2);
                });
        assertThat(spans.toString()).doesNotContain("s3cret");
    }

    @Test
    void areStartedWhereTheCallerHasNone() {
        TestBridge.Answer answer = bridge.get("/api/v1/functions");
        String trace = answer.header("traceparent").split("-")[1];
        await().untilAsserted(() -> assertThat(collector.spans(trace)).hasSize(2));
        assertThat(gateway.last().metadata("traceparent")).contains(trace);
    }

    @Test
    void leaveOutWhatTheCallerDoesNotRecord() {
        String header = "00-" + TRACE + "-" + CALLER + "-00";
        bridge.send("POST", "/function/f", "x", "traceparent", header);
        assertThat(gateway.last().metadata("traceparent"))
                .startsWith("00-" + TRACE)
                .endsWith("-00")
                .doesNotContain(CALLER);
        bridge.get("/actuator/health/liveness");
        bridge.get("/livez");
        String later = bridge.get("/api/v1/functions").header("traceparent").split("-")[1];
        await().untilAsserted(() -> assertThat(collector.spans(later)).hasSize(2));
        assertThat(collector.spans()).hasSize(2);
    }

    @Test
    void areNamedByTheBucketsOfHistograms() {
        bridge.send("POST", "/function/f", "x", "traceparent", RECORDED);
        String exemplar = ".*# \\{span_id=\"[0-9a-f]{16}\",trace_id=\"[0-9a-f]{32}\"} .*";
        await().untilAsserted(() -> {
            String metrics = bridge.get("/actuator/prometheus", "Accept", "application/openmetrics-text;version=1.0.0")
                    .body();
            for (String histogram : List.of(
                    "bridge_invocations_seconds",
                    "http_server_requests_seconds",
                    "grpc_client_processing_duration_seconds")) {
                assertThat(metrics).containsPattern("\n" + histogram + "_bucket\\{" + exemplar);
            }
        });
    }

    @Test
    void areOffUnlessACollectorIsNamed() {
        try (TestBridge quiet = TestBridge.before(gateway)) {
            assertThat(quiet.bean("noopTracer", Tracer.class)).isSameAs(Tracer.NOOP);
            assertThat(quiet.has("otlpHttpSpanExporter")).isFalse();
            quiet.send("POST", "/function/f", "x", "traceparent", RECORDED, "tracestate", "vendor=1");
            assertThat(gateway.last().metadata("traceparent")).isEqualTo(RECORDED);
            assertThat(gateway.last().metadata("tracestate")).isEqualTo("vendor=1");
        }
    }

    private static List<Span> spans(int count) {
        await().untilAsserted(() -> assertThat(collector.spans(TRACE)).hasSize(count));
        return collector.spans(TRACE);
    }

    private static Span of(SpanKind kind, List<Span> spans) {
        return spans.stream().filter(span -> span.getKind() == kind).findFirst().orElseThrow();
    }

    private static List<String> tags(Span span) {
        return span.getAttributesList().stream()
                .map((KeyValue tag) -> tag.getKey() + "="
                        + (tag.getValue().hasIntValue()
                                ? tag.getValue().getIntValue()
                                : tag.getValue().getStringValue()))
                .toList();
    }
}
