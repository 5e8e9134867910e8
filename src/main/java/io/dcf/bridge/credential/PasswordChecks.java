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
 * Checks passwords in the order of their arrival, on few threads: hashes are slow by design, and anybody can make the
 * bridge compute them. Addresses that sent too many wrong passwords share one thread, so that others do not wait for
 * them.
 */
public final class PasswordChecks implements AutoCloseable {

    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    /** Platform threads: a hash would block the carrier of virtual threads. */
    private final ExecutorService regular =
            threads(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    private final ExecutorService throttled = threads(1);

    /** Thrown where a check would wait too long. */
    public static final class BusyException extends AuthenticationServiceException {

        private static final long serialVersionUID = 1L;

        BusyException() {
            super("too many passwords are being checked");
        }
    }

    private static ExecutorService threads(int count) {
        var factory = new CustomizableThreadFactory("passwords-");
        factory.setDaemon(true);
        var threads = new ThreadPoolExecutor(count, count, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), factory);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** The result of a check; throws a {@link BusyException} where too many others wait before it. */
    boolean run(boolean throttle, Callable<Boolean> check) {
        CountDownLatch started = new CountDownLatch(1);
        Future<Boolean> result = (throttle ? throttled : regular).submit(() -> {
            started.countDown();
            return check.call();
        });
        try {
            if (!started.await(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BusyException();
            }
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException();
        } finally {
            result.cancel(false);
        }
    }

    @Override
    public void close() {
        regular.shutdownNow();
        throttled.shutdownNow();
    }
}
