package io.dcf.bridge.api;

import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.history.FunctionHistories;
import io.dcf.bridge.management.FunctionReads;
import io.dcf.bridge.route.Routes;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reads what functions' invocations were like. */
@RestController
class MetricsController {

    private final FunctionReads functions;
    private final FunctionHistories histories;

    MetricsController(FunctionReads functions, FunctionHistories histories) {
        this.functions = functions;
        this.histories = histories;
    }

    /**
     * Read the metrics of a function. Returns samples of at most the last hour: how many invocations ended, how long they took, and how many
     * are in flight. This bridge counts them since it started. There are no samples of a function that was not invoked within the last hour,
     * or if more than 100 functions are invoked, of some of them.
     *
     * @param name the name of the function
     * @return the samples, oldest first
     */
    @GetMapping(path = Routes.FUNCTION_METRICS_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    FunctionMetrics metrics(@PathVariable FunctionName name) {
        functions.requireKnown(name);
        return new FunctionMetrics(name.value(), FunctionHistories.INTERVAL.toString(), histories.samples(name));
    }
}
