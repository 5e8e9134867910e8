package io.dcf.gateway.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The threads that calls run on. Changes share one thread, since each waits for the disk and they run one at a time anyway. */
final class CallThreads implements ServerCallExecutorSupplier, AutoCloseable {

    private static final Set<String> CHANGES = Set.of("Deploy", "Update", "Delete", "ReplicaUpdate");
    private static final int IDLE_SECONDS = 60;

    private final ThreadPoolExecutor calls;
    private final ThreadPoolExecutor changes = pool("embedded-gateway-change-", 1);

    CallThreads(int max) {
        calls = pool("embedded-gateway-call-", max);
    }

    /** The executor of calls whose method is not known yet. */
    Executor calls() {
        return calls;
    }

    @Override
    public <Q, A> Executor getExecutor(ServerCall<Q, A> call, Metadata metadata) {
        return CHANGES.contains(String.valueOf(call.getMethodDescriptor().getBareMethodName())) ? changes : calls;
    }

    private static ThreadPoolExecutor pool(String name, int max) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory(name);
        threads.setDaemon(true);
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(max, max, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    public void close() {
        calls.shutdown();
        changes.shutdown();
    }
}
