package io.dcf.bridge.credential;

import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;

/** The scheduler of recurring work: it reloads credential files, and checks the clients of open streams. */
@Configuration(proxyBeanMethods = false)
class SchedulerConfiguration {

    /**
     * Works until its users are destroyed, since streams stay open during the graceful shutdown. It is not a default
     * candidate: it implements Executor, and Boot would create no executor for other tasks beside it.
     */
    @Bean(defaultCandidate = false)
    TaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
        return builder.additionalCustomizers(scheduler -> scheduler.setAcceptTasksAfterContextClose(true))
                .build();
    }
}
