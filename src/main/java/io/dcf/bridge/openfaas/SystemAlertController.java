package io.dcf.bridge.openfaas;

import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Scale;
import io.dcf.bridge.http.LenientJson;
import io.dcf.bridge.http.PathFunction;
import io.dcf.bridge.management.FunctionChanges;
import io.dcf.bridge.management.FunctionReads;
import io.dcf.bridge.route.ConditionalOnSystemApi;
import io.dcf.bridge.route.FunctionReference;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.route.SystemApi;
import io.dcf.bridge.security.FunctionAccess;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Scales functions by the alerts of Prometheus's Alertmanager. */
@Hidden
@RestController
@ConditionalOnSystemApi(SystemApi.OPENFAAS)
class SystemAlertController {

    private final FunctionReads functions;
    private final FunctionChanges changes;
    private final FunctionAccess access;
    private final LenientJson json;

    SystemAlertController(FunctionReads functions, FunctionChanges changes, FunctionAccess access, LenientJson json) {
        this.functions = functions;
        this.changes = changes;
        this.access = access;
        this.json = json;
    }

    /** Alertmanager's message. */
    record Alerts(@Nullable List<Alert> alerts) {}

    /** One alert. */
    record Alert(@Nullable String status, @Nullable Map<String, String> labels) {

        /** The function's name. */
        String function() {
            String reference = labels == null ? null : labels.get("function_name");
            if (reference == null) {
                throw new InvalidException("/alerts", "each must have the label function_name");
            }
            return FunctionReference.name(Routes.SYSTEM_ALERT_PATH, reference);
        }

        boolean isFiring() {
            return "firing".equals(status);
        }
    }

    @PostMapping(Routes.SYSTEM_ALERT_PATH)
    void alert(HttpServletRequest request) throws IOException {
        Alerts message = json.read(request, Alerts.class);
        List<Alert> alerts = message.alerts() == null ? List.of() : message.alerts();
        alerts.forEach(alert -> access.require(alert.function()));
        for (Alert alert : alerts) {
            scale(PathFunction.of(alert.function()), alert.isFiring());
        }
    }

    private void scale(FunctionName name, boolean firing) {
        FunctionStatus function = functions.describe(name);
        int replicas = ScaleLabels.of(function.labels()).replicas(function.replicas(), firing);
        if (replicas != function.replicas()) {
            changes.scale(name, new Scale(replicas));
        }
    }
}
