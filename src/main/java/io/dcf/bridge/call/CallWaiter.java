package io.dcf.bridge.call;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Has threads wait for calls, and look after 250 ms and then every second whether their caller has left. One thread wakes them all: a wait with a timeout
 * costs an invocation 16 us of CPU on JDK 25, a fifth of all that it takes.
 */
@Component
public class CallWaiter implements DisposableBean {

    private static final long FIRST_LOOK = Duration.ofMillis(250).toNanos();
    private static final long NEXT_LOOK = Duration.ofSeconds(1).toNanos();

    private final Set<Waiting> all = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, new CustomizableThreadFactory("call-waiter-"));

    public CallWaiter() {
        clock.scheduleWithFixedDelay(this::wakeAll, FIRST_LOOK, FIRST_LOOK, TimeUnit.NANOSECONDS);
    }

    /**
     * Returns once the call is done, well or not. Throws a {@link GatewayException}, and cancels the call, where the caller has left.
     *
     * @param callerIsGone asked on this thread
     */
    public void await(ListenableFuture<?> call, BooleanSupplier callerIsGone) {
        Waiting mine = new Waiting(Thread.currentThread());
        call.addListener(mine::wake, MoreExecutors.directExecutor());
        all.add(mine);
        try {
            while (!call.isDone()) {
                LockSupport.park(this);
                if (Thread.currentThread().isInterrupted() || mine.isToLook() && callerIsGone.getAsBoolean()) {
                    throw new GatewayException("Invoke", Code.CANCELLED, "The caller has left.");
                }
            }
        } finally {
            all.remove(mine);
            call.cancel(true); // has no effect once it is done
        }
    }

    private void wakeAll() {
        long now = System.nanoTime();
        all.forEach(waiting -> waiting.wakeToLook(now));
    }

    @Override
    public void destroy() {
        clock.shutdownNow();
    }

    /** A thread that waits. */
    private static final class Waiting {

        private final Thread thread;
        private long looksAt = System.nanoTime() + FIRST_LOOK;
        private volatile boolean toLook;

        Waiting(Thread thread) {
            this.thread = thread;
        }

        void wake() {
            LockSupport.unpark(thread);
        }

        void wakeToLook(long now) {
            if (now - looksAt >= 0) {
                looksAt = now + NEXT_LOOK;
                toLook = true;
                wake();
            }
        }

        boolean isToLook() {
            boolean look = toLook;
            toLook = false;
            return look;
        }
    }
}
