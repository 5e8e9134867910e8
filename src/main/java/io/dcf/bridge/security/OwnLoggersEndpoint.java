package io.dcf.bridge.security;

import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
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
 * Spring Boot's {@code /actuator/loggers} without changes to the loggers of libraries, which log credentials and bodies
 * at TRACE, some at DEBUG. Each change is logged.
 */
@Component
@Endpoint(id = "loggers")
class OwnLoggersEndpoint extends LoggersEndpoint {

    private static final String OWN = "io.dcf";

    /** Outside io.dcf, so that no client can silence it. */
    private static final Logger log = LoggerFactory.getLogger("bridge.log-levels");

    OwnLoggersEndpoint(LoggingSystem logging, LoggerGroups groups) {
        super(logging, groups);
    }

    @Override
    @WriteOperation
    public void configureLogLevel(@Selector String name, @Nullable LogLevel configuredLevel) {
        if (!name.equals(OWN) && !name.startsWith(OWN + ".")) {
            throw new ProblemException(Problem.of(
                            ProblemType.PROTECTED_LOGGER,
                            "The level of this logger cannot be changed while the bridge runs.")
                    .hint(
                            "Change a logger of io.dcf or below. Others may log credentials and bodies; set them at the start"
                                    + " with logging.level."));
        }
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        log.info(
                "Log level of {} set to {} by {}",
                name,
                configuredLevel == null ? "inherited" : configuredLevel,
                caller == null ? "an unknown caller" : caller.getName());
        super.configureLogLevel(name, configuredLevel);
    }
}
