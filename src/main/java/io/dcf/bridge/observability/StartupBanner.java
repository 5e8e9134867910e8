package io.dcf.bridge.observability;

import io.dcf.bridge.observability.StartupSummary.Entry;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Logs the version, URLs and main settings once the bridge is ready: as lines, and in a structured log as fields. */
@Component
final class StartupBanner implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger log = LoggerFactory.getLogger(StartupBanner.class);

    private final BuildProperties build;
    private final Environment environment;
    private final StartupSummary summary;

    StartupBanner(BuildProperties build, Environment environment, StartupSummary summary) {
        this.build = build;
        this.environment = environment;
        this.summary = summary;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (StringUtils.hasText(environment.getProperty("logging.structured.format.console"))) {
            logFields();
        } else {
            log.info(
                    "DCF Bridge {}{}",
                    build.getVersion(),
                    summary.entries().stream().map(StartupBanner::line).collect(Collectors.joining()));
        }
    }

    private void logFields() {
        LoggingEventBuilder event = log.atInfo().addKeyValue("version", build.getVersion());
        for (Entry entry : summary.entries()) {
            event = event.addKeyValue(entry.field(), entry.value());
        }
        event.log("DCF Bridge is ready");
    }

    private static String line(Entry entry) {
        return String.format(Locale.ROOT, "\n  %-12s%s", entry.label(), entry.value());
    }
}
