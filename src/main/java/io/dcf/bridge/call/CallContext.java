package io.dcf.bridge.call;

import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sends along with what it asks; it travels with the thread, and into the callbacks of the calls that the
 * thread starts.
 *
 * @param id names the call in logs and metadata
 * @param trace what the calls are a part of
 * @param deadline until when the caller will wait, for all that its request takes; null where it does not say
 * @param headers what becomes metadata: names in lower case, values in printable ASCII
 */
public record CallContext(
        String id, TraceParent trace, @Nullable Deadline deadline, Map<String, String> headers) {

    /** The header, of requests and of responses, that carries the id. */
    public static final String ID_HEADER = "X-Request-Id";

    private static final Context.Key<CallContext> KEY = Context.key("call");

    private static final Pattern ID = Pattern.compile("[-._~:/+=@A-Za-z0-9]{1,128}");

    /** Servers take 8 KiB of metadata in all, and refuse the call where there is more. */
    private static final int MAX_METADATA = 4096;

    public CallContext {
        headers = Map.copyOf(headers);
    }

    /** The call of a request that says this of itself; the trace's id names it where it has no valid id of its own. */
    public static CallContext of(@Nullable String id, TraceParent trace, Map<String, String> headers) {
        String valid = id != null && ID.matcher(id).matches() ? id : trace.traceId();
        return new CallContext(valid, trace, null, headers);
    }

    /** The call that this thread works for; null outside of one. */
    public static @Nullable CallContext current() {
        return KEY.get();
    }

    /** The call that this thread works for; where there is none, the thread is no request's. */
    public static CallContext required() {
        CallContext call = current();
        if (call == null) {
            throw new IllegalStateException("no call is attached to this thread");
        }
        return call;
    }

    /** This call, with what a function may want to know of the request that invokes it, for gateways that read it. */
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

    /** This call, with so much time from now. */
    public CallContext within(@Nullable Duration time) {
        Deadline until = time == null ? null : Deadline.after(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
        return new CallContext(id, trace, until, headers);
    }

    /** Whether gRPC can carry the text as metadata: printable ASCII alone, and not so long as to crowd out the rest. */
    public static boolean isMetadata(String text) {
        if (text.length() > MAX_METADATA) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Makes this the thread's call until the scope is closed, on the same thread. */
    public Scope attach() {
        Context mine = Context.current().withValue(KEY, this);
        Context previous = mine.attach();
        return () -> mine.detach(previous);
    }

    /** The time for which a call is the thread's. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
