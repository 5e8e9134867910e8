package io.dcf.bridge.security;

import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.logging.LoggersEndpoint;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Spring Boot's {@code /actuator/loggers}, which changes the bridge's own loggers alone: those of libraries show credentials and bodies at
 * TRACE, some at DEBUG. Each change is logged.
 */
@Component
@Endpoint(id = "loggers")
class OwnLoggersEndpoint extends LoggersEndpoint {

    private static final String OWN = "io.dcf";

    /** Not one of those that can be changed, so that no change can go unseen. */
    private static final Logger log = LoggerFactory.getLogger("bridge.log-levels");

    OwnLoggersEndpoint(LoggingSystem logging, LoggerGroups groups) {
        super(logging, groups);
    }

    @Override
    @WriteOperation
    public void configureLogLevel(@Selector String name, @Nullable LogLevel configuredLevel) {
        if (!name.equals(OWN) && !name.startsWith(OWN + ".")) {
            throw new ProblemException(
                    Problem.of(403, "The level of this logger cannot be changed while the bridge runs.")
                            .hint(
                                    "Those of io.dcf and below can. Others may log credentials and bodies; logging.level sets them at"
                                            + " the start."));
        }
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        log.info(
                "Log level of {} set to {} by {}",
                name,
                configuredLevel == null ? "its parent's" : configuredLevel,
                caller == null ? "an unknown caller" : caller.getName());
        super.configureLogLevel(name, configuredLevel);
    }
}
