package io.dcf.gateway.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvocationRecordTests {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    private static Service service(Map<String, String> annotations) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withResourceVersion("7")
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }

    @Test
    void readsWhatItHasWritten() {
        InvocationRecord written = new InvocationRecord(3, TIME).plus(2, TIME.plusSeconds(1));
        assertThat(written).isEqualTo(new InvocationRecord(5, TIME.plusSeconds(1)));
        Map<String, Object> metadata = written.metadata(service(Map.of()));
        assertThat(metadata)
                .containsEntry("resourceVersion", "7")
                .containsEntry(
                        "annotations", Map.of("dcf.io/invocations", "5", "dcf.io/invoked", "2026-01-02T03:04:06Z"));
        assertThat(InvocationRecord.of(
                        service(Map.of("dcf.io/invocations", "5", "dcf.io/invoked", "2026-01-02T03:04:06Z"))))
                .isEqualTo(written);
    }

    @Test
    void keepsTheLaterTime() {
        assertThat(new InvocationRecord(1, TIME).plus(1, TIME.minusSeconds(1)).last())
                .isEqualTo(TIME);
    }

    @Test
    void isEmptyWhereAnnotationsAreMissingOrInvalid() {
        InvocationRecord none = new InvocationRecord(0, Instant.EPOCH);
        assertThat(InvocationRecord.of(service(Map.of()))).isEqualTo(none);
        assertThat(InvocationRecord.of(service(Map.of("dcf.io/invocations", "-1", "dcf.io/invoked", "today"))))
                .isEqualTo(none);
    }
}
