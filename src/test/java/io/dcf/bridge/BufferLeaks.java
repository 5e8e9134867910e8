package io.dcf.bridge;

import io.grpc.netty.shaded.io.netty.buffer.PooledByteBufAllocator;
import io.grpc.netty.shaded.io.netty.util.ResourceLeakDetector;
import io.grpc.netty.shaded.io.netty.util.ResourceLeakDetectorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the test class after which Netty finds a buffer that nobody released. Every buffer is followed; one is found lost only
 * after it was collected, so that it may have been the class before.
 */
public final class BufferLeaks implements AfterAllCallback {

    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    static {
        // Before anything allocates: detectors are made once, when what they watch over is loaded.
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Factory());
    }

    /** What was lost so far and has not been told. */
    public static List<String> found() {
        System.gc();
        PooledByteBufAllocator.DEFAULT.buffer().release(); // which is when a detector looks
        List<String> found = new ArrayList<>();
        for (String next = FOUND.poll(); next != null; next = FOUND.poll()) {
            found.add(next);
        }
        return found;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> found = found();
        if (!found.isEmpty()) {
            throw new AssertionError("Netty's buffers leaked: " + String.join("\n", found));
        }
    }

    private static final class Factory extends ResourceLeakDetectorFactory {
        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int interval, long maxActive) {
            return new Detector<>(resource, interval);
        }
    }

    private static final class Detector<T> extends ResourceLeakDetector<T> {

        Detector(Class<?> resource, int interval) {
            super(resource, interval);
        }

        @Override
        protected void reportTracedLeak(String type, String records) {
            FOUND.add(type + records);
        }

        @Override
        protected void reportUntracedLeak(String type) {
            FOUND.add(type);
        }

        @Override
        protected boolean needReport() {
            return true;
        }
    }
}
