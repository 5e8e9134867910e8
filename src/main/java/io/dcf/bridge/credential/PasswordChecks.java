package io.dcf.bridge.credential;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.security.authentication.AuthenticationServiceException;

/**
 * Checks passwords, in the order in which they come, on few threads: a hash is slow by design, and strangers can have as many computed as they like.
 * Addresses that sent too many wrong ones share one thread, so that others need not wait for them.
 */
public final class PasswordChecks implements AutoCloseable {

    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    /** Of the system's threads: a hash would hold up all that a virtual thread's carrier carries. */
    private final ExecutorService usual =
            threads(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    private final ExecutorService throttled = threads(1);

    /** Thrown where a check would have to wait for too long. */
    public static final class BusyException extends AuthenticationServiceException {

        private static final long serialVersionUID = 1L;

        BusyException() {
            super("Too many passwords are being checked.");
        }
    }

    private static ExecutorService threads(int count) {
        var factory = new CustomizableThreadFactory("passwords-");
        factory.setDaemon(true);
        var threads = new ThreadPoolExecutor(count, count, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), factory);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** What a check finds; throws a {@link BusyException} where too many are before it. */
    boolean run(boolean throttle, Callable<Boolean> check) {
        CountDownLatch begun = new CountDownLatch(1);
        Future<Boolean> found = (throttle ? throttled : usual).submit(() -> {
            begun.countDown();
            return check.call();
        });
        try {
            if (!begun.await(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BusyException();
            }
            return found.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException();
        } finally {
            found.cancel(false);
        }
    }

    @Override
    public void close() {
        usual.shutdownNow();
        throttled.shutdownNow();
    }
}
