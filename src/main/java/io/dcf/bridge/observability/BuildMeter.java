package io.dcf.bridge.observability;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** Names the running build in the tags of a metric whose value is always 1. */
@Component
final class BuildMeter implements MeterBinder {

    private final BuildProperties build;

    BuildMeter(BuildProperties build) {
        this.build = build;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("bridge.build", () -> 1)
                .description("the running build")
                .tags(
                        "version",
                        String.valueOf(build.getVersion()),
                        "java",
                        Integer.toString(Runtime.version().feature()))
                .register(meters);
    }
}
