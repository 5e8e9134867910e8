package io.dcf.bridge.openfx;

import io.dcf.bridge.management.GatewayInfo;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problem.StatusProblems;
import io.dcf.bridge.problemtype.ProblemType;
import io.dcf.bridge.route.ConditionalOnSystemApi;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.route.SystemApi;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Optional;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusOutputFormat;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What OpenFx's gateway reports of itself. */
@Hidden
@RestController
@ConditionalOnSystemApi(SystemApi.OPENFX)
class OpenfxSystemController {

    private final GatewayInfo info;
    private final HealthEndpoint health;
    private final Optional<PrometheusScrapeEndpoint> metrics;
    private final BuildProperties build;

    /** @param metrics empty if the settings do not expose metrics */
    OpenfxSystemController(
            GatewayInfo info,
            HealthEndpoint health,
            Optional<PrometheusScrapeEndpoint> metrics,
            BuildProperties build) {
        this.info = info;
        this.health = health;
        this.metrics = metrics;
        this.build = build;
    }

    @GetMapping(Routes.SYSTEM_INFO_PATH)
    ResponseEntity<FxMessage> info() {
        return FxAnswer.of(new FxMessage(info.read().orElseGet(() -> "DCF Bridge " + build.getVersion())));
    }

    /** As readiness: OpenFx's gateway answers it only if it can serve. */
    @GetMapping(Routes.HEALTHZ_PATH)
    ResponseEntity<FxMessage> healthCheck() {
        HealthDescriptor readiness = health.healthForPath("readiness");
        if (readiness != null && Status.UP.equals(readiness.getStatus())) {
            return FxAnswer.of(FxMessage.OK);
        }
        throw new ProblemException(Problem.of(
                ProblemType.NOT_READY,
                "The bridge is not ready, or its gateway does not answer. GET /readyz has the details."));
    }

    /** The metrics at /actuator/prometheus, on the port of the API. */
    @GetMapping(Routes.METRICS_PATH)
    ResponseEntity<byte[]> metrics() {
        PrometheusOutputFormat format = PrometheusOutputFormat.CONTENT_TYPE_004;
        byte[] text = metrics.orElseThrow(() -> new ProblemException(StatusProblems.of(404)))
                .scrape(format, null)
                .getBody();
        return ResponseEntity.ok()
                .contentType(MediaType.asMediaType(format.getProducedMimeType()))
                .body(text);
    }
}
