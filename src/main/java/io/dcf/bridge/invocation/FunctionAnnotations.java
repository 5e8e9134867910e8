package io.dcf.bridge.invocation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.management.FunctionReads;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The annotations of functions that are invoked asynchronously, not older than 5 seconds. A gateway may write to its disk to describe a function. */
@Component
class FunctionAnnotations {

    private static final Duration MAX_AGE = Duration.ofSeconds(5);
    private static final int MAX_FUNCTIONS = 1000;

    private final FunctionReads functions;
    private final Cache<FunctionName, Map<String, String>> known = Caffeine.newBuilder()
            .expireAfterWrite(MAX_AGE)
            .maximumSize(MAX_FUNCTIONS)
            .build();

    FunctionAnnotations(FunctionReads functions) {
        this.functions = functions;
    }

    /** Empty if the gateway does not answer. Throws if the function must exist and does not. */
    Map<String, String> of(FunctionName function, boolean mustExist) {
        Map<String, String> annotations = known.getIfPresent(function);
        if (annotations != null) {
            return annotations;
        }
        try {
            annotations = functions.describe(function).annotations();
            known.put(function, annotations);
            return annotations;
        } catch (GatewayException e) {
            if (mustExist && e.isUnknownFunction()) {
                throw e;
            }
            return Map.of();
        }
    }
}
