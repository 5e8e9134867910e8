package io.dcf.bridge.invoker;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.management.GatewayMessages;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Context;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides which functions have a label of their own in meters: those that exist, at most 100. All others share one label, so that invented names do not
 * use up the labels of existing functions.
 */
final class FunctionLabels {

    static final String OTHER = "other";

    private static final int MAX_FUNCTIONS = 100;

    /** The number of concurrent checks whether the function of a failed invocation exists. */
    private static final int MAX_CHECKS = 100;

    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(5);

    private final GatewayFutureStub stub;
    private final Set<String> functions = ConcurrentHashMap.newKeySet();
    private final Semaphore checks = new Semaphore(MAX_CHECKS);

    FunctionLabels(GatewayFutureStub stub) {
        this.stub = stub;
    }

    /** Finds the label of an invocation that has ended: at once, or after a call of the gateway, on another thread. */
    void find(FunctionName function, Code code, @Nullable Throwable failure, Consumer<String> result) {
        String name = function.value();
        if (functions.contains(name)) {
            result.accept(name);
        } else if (functions.size() >= MAX_FUNCTIONS || code == Code.NOT_FOUND || isOf(failure, Fault.BREAKER_OPEN)) {
            result.accept(OTHER);
        } else if (code == Code.OK || isOf(failure, Fault.FUNCTION)) {
            result.accept(label(name));
        } else if (checks.tryAcquire()) {
            checkExistence(function, exists -> {
                checks.release();
                result.accept(exists ? label(name) : OTHER);
            });
        } else {
            result.accept(OTHER);
        }
    }

    private synchronized String label(String name) {
        boolean own = functions.contains(name) || functions.size() < MAX_FUNCTIONS && functions.add(name);
        return own ? name : OTHER;
    }

    private static boolean isOf(@Nullable Throwable failure, Fault fault) {
        return failure instanceof GatewayException refused && refused.fault() == fault;
    }

    /** Calls the gateway without the invocation's context, since its deadline may have passed. */
    private void checkExistence(FunctionName function, Consumer<Boolean> result) {
        Context.ROOT.run(() -> Futures.addCallback(
                stub.withDeadlineAfter(CHECK_TIMEOUT).getMeta(GatewayMessages.named(function)),
                new FutureCallback<Object>() {
                    @Override
                    public void onSuccess(Object found) {
                        result.accept(true);
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        result.accept(false);
                    }
                },
                MoreExecutors.directExecutor()));
    }
}
