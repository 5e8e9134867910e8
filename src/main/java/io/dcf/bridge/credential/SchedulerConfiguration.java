package io.dcf.bridge.credential;

import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;

/** The one scheduler: it reloads credential files, and checks the callers of open streams. */
@Configuration(proxyBeanMethods = false)
class SchedulerConfiguration {

    /**
     * Works until its users are destroyed, since streams stay open during the graceful shutdown. It is an executor too, but not a candidate for
     * those who inject one: Boot's executor runs tasks.
     */
    @Bean(defaultCandidate = false)
    TaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
        return builder.additionalCustomizers(scheduler -> scheduler.setAcceptTasksAfterContextClose(true))
                .build();
    }
}
