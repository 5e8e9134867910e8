package io.dcf.bridge.functionlog;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.function.FunctionLog;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.management.FunctionReads;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Reads whole logs for {@link LogFollower} on threads of its own, so that the thread of the request can check its client meanwhile. */
@Component
class LogReader implements DisposableBean {

    /** Bounds the whole logs in memory, and the threads that wait for a gateway that hangs. */
    private static final int MAX_READERS = 8;

    private final FunctionReads functions;
    private final ExecutorService readers =
            Executors.newFixedThreadPool(MAX_READERS, new CustomizableThreadFactory("followed-logs-"));

    LogReader(FunctionReads functions) {
        this.functions = functions;
    }

    /** Reads the log. Throws what {@link FollowedLog#check} throws meanwhile. */
    FunctionLog read(FunctionName name, FollowedLog followed) throws IOException, InterruptedException {
        CallContext call = CallContext.required();
        Future<FunctionLog> reading = readers.submit(() -> {
            try (CallContext.Scope scope = call.attach()) {
                return new FunctionLog(functions.logs(name));
            }
        });
        try {
            while (true) {
                try {
                    return reading.get(followed.untilCheck().toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    followed.check();
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } finally {
            reading.cancel(true);
        }
    }

    @Override
    public void destroy() {
        readers.shutdownNow();
    }
}
