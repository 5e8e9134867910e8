package io.dcf.bridge.call;

import com.google.common.base.CharMatcher;
import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the calls to the gateway carry of the client's request. It is attached to the thread, and to the callbacks of the calls that the
 * thread starts.
 *
 * @param id identifies the request in logs and metadata
 * @param trace the trace that the calls belong to
 * @param deadline the end of the client's time budget for the whole request; null if it names none
 * @param headers become metadata: names in lower case, values in printable ASCII
 */
public record CallContext(
        String id, TraceParent trace, @Nullable Deadline deadline, Map<String, String> headers) {

    /** The header, of requests and of responses, that carries the id. */
    public static final String ID_HEADER = "X-Request-Id";

    private static final Context.Key<CallContext> KEY = Context.key("call");

    private static final Pattern ID = Pattern.compile("[-._~:/+=@A-Za-z0-9]{1,128}");

    /** Servers refuse calls with more than 8 KiB of metadata in total. */
    private static final int MAX_METADATA = 4096;

    private static final CharMatcher PRINTABLE_ASCII = CharMatcher.inRange(' ', '~');

    public CallContext {
        headers = Map.copyOf(headers);
    }

    /** The context of a request. Without a valid id of its own, the request is identified by the trace's id. */
    public static CallContext of(@Nullable String id, TraceParent trace, Map<String, String> headers) {
        String valid = id != null && ID.matcher(id).matches() ? id : trace.traceId();
        return new CallContext(valid, trace, null, headers);
    }

    /** The context of the request that this thread works for; null if it works for none. */
    public static @Nullable CallContext current() {
        return KEY.get();
    }

    /** The context of the request that this thread works for. */
    public static CallContext required() {
        CallContext call = current();
        if (call == null) {
            throw new IllegalStateException("no call is attached to this thread");
        }
        return call;
    }

    /** This context, with the request's method, path, query and type, for gateways that pass them to functions. */
    public CallContext invoking(String method, String path, @Nullable String query, @Nullable String contentType) {
        Map<String, String> all = new HashMap<>(headers);
        put(all, "x-http-method", method);
        put(all, "x-http-path", path);
        put(all, "x-http-query", query);
        put(all, "x-http-content-type", contentType);
        return new CallContext(id, trace, deadline, all);
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null && isMetadata(value)) {
            headers.put(name, value);
        }
    }

    /** This context, with a time budget that starts now; null is no budget. */
    public CallContext within(@Nullable Duration time) {
        Deadline until = time == null ? null : Deadline.after(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
        return new CallContext(id, trace, until, headers);
    }

    /** Whether gRPC can carry the text as metadata: it is printable ASCII, and leaves room for other headers. */
    public static boolean isMetadata(String text) {
        return text.length() <= MAX_METADATA && PRINTABLE_ASCII.matchesAllOf(text);
    }

    /** Attaches this context to the thread until the scope is closed, on the same thread. */
    public Scope attach() {
        Context context = Context.current().withValue(KEY, this);
        Context previous = context.attach();
        return () -> context.detach(previous);
    }

    /** The time for which a context is attached to the thread. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
