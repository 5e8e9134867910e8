package io.dcf.bridge;

import io.grpc.netty.shaded.io.netty.buffer.PooledByteBufAllocator;
import io.grpc.netty.shaded.io.netty.util.ResourceLeakDetector;
import io.grpc.netty.shaded.io.netty.util.ResourceLeakDetectorFactory;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Fails the test class after which Netty finds a buffer that nobody released. In classes of {@link Every} each buffer is tracked, and the
 * end of the class collects garbage first; elsewhere Netty samples, and a buffer is found some time after it was lost, so that the class
 * before may be the cause.
 */
public final class BufferLeaks implements BeforeAllCallback, AfterAllCallback {

    /** On test classes in which buffers are most likely to be lost: tracking each of them takes several times as long. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Inherited
    public @interface Every {}

    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    static {
        // Before anything allocates: detectors are made once, when what they watch over is loaded.
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Factory());
    }

    /** What was lost so far and has not been told. */
    public static List<String> found() {
        System.gc();
        return known();
    }

    private static List<String> known() {
        PooledByteBufAllocator.DEFAULT.buffer().release(); // which is when a detector looks
        List<String> found = new ArrayList<>();
        for (String next = FOUND.poll(); next != null; next = FOUND.poll()) {
            found.add(next);
        }
        return found;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ResourceLeakDetector.setLevel(
                tracksEvery(context) ? ResourceLeakDetector.Level.PARANOID : ResourceLeakDetector.Level.SIMPLE);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> found = tracksEvery(context) ? found() : known();
        if (!found.isEmpty()) {
            throw new AssertionError("Netty's buffers leaked: " + String.join("\n", found));
        }
    }

    private static boolean tracksEvery(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestClass(), Every.class);
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
