package io.dcf.bridge.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class AloneTests {

    private final ReentrantLock container = new ReentrantLock();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Alone alone = new Alone(container, over::get);
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @Test
    void runsAtOnceAndWhatATaskAsksForAfterIt() {
        alone.execute(() -> {
            alone.execute(() -> ran.add("second"));
            ran.add("first");
        });
        assertThat(ran).containsExactly("first", "second");
        assertThat(container.isLocked()).isFalse();
    }

    @Test
    void keepsTheContainerOut() {
        alone.execute(() -> ran.add(Boolean.toString(container.isHeldByCurrentThread())));
        assertThat(ran).containsExactly("true");
    }

    @Test
    void goesOnAfterATaskThatFails() {
        alone.execute(() -> {
            alone.execute(() -> ran.add("next"));
            throw new IllegalStateException("on purpose");
        });
        assertThat(ran).containsExactly("next");
    }

    @Test
    void waitsForTheContainer() throws InterruptedException {
        container.lock();
        Thread other = new Thread(() -> alone.execute(() -> ran.add("task")));
        other.start();
        await().until(container::hasQueuedThreads);
        assertThat(ran).isEmpty();
        container.unlock();
        other.join();
        assertThat(ran).containsExactly("task");
    }

    @Test
    void waitsNotForOneThatServesTheNextRequest() throws InterruptedException {
        container.lock();
        Thread other = new Thread(() -> alone.execute(() -> ran.add("task")));
        other.start();
        await().until(container::hasQueuedThreads);
        over.set(true);
        other.join(10_000);
        assertThat(other.isAlive()).isFalse();
        container.unlock();
        assertThat(ran).isEmpty();
    }

    @Test
    void staysInterrupted() {
        over.set(true);
        Thread.currentThread().interrupt();
        alone.execute(() -> ran.add("task"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ran).isEmpty();
    }
}
