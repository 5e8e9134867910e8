package io.dcf.bridge.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.TaskScheduler;

class SchedulerConfigurationTests {

    /** Stops with the context, as the web server does, and meanwhile waits for one more run of a recurring task. */
    static final class Server implements Lifecycle {

        private final AtomicReference<CountDownLatch> next = new AtomicReference<>(new CountDownLatch(1));
        private volatile boolean running;
        private volatile boolean ranDuringStop;

        Server(TaskScheduler scheduler) {
            scheduler.scheduleWithFixedDelay(() -> next.get().countDown(), Duration.ofMillis(10));
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            next.set(new CountDownLatch(1));
            try {
                ranDuringStop = next.get().await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }
    }

    static class Users {
        @Bean
        Server server(@Qualifier("taskScheduler") TaskScheduler scheduler) {
            return new Server(scheduler);
        }
    }

    private static AnnotationConfigApplicationContext start() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(
                SchedulerConfiguration.class,
                Users.class,
                TaskExecutionAutoConfiguration.class,
                TaskSchedulingAutoConfiguration.class);
        context.start();
        return context;
    }

    @Test
    void runsTasksDuringTheGracefulShutdown() {
        AnnotationConfigApplicationContext context = start();
        Server server = context.getBean(Server.class);
        context.close();
        assertThat(server.ranDuringStop).isTrue();
    }

    @Test
    void leavesTheExecutorOfSpringBootInPlace() {
        try (AnnotationConfigApplicationContext context = start()) {
            assertThat(context.getBean("applicationTaskExecutor", Executor.class))
                    .isSameAs(context.getBean(Executor.class))
                    .isNotSameAs(context.getBean("taskScheduler"));
        }
    }
}
