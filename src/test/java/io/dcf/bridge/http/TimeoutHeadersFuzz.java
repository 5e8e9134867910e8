package io.dcf.bridge.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.TraceParent;
import io.dcf.bridge.function.InvalidException;
import java.time.Duration;
import java.util.Map;
import org.springframework.mock.web.MockHttpServletRequest;

/** Timeout headers: they set a deadline in the future, or are refused with a reason. */
public final class TimeoutHeadersFuzz {

    private static final TraceParent TRACE = TraceParent.random();

    private TimeoutHeadersFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        int cut = Math.max(0, text.indexOf('\n'));
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("X-Timeout", text.substring(cut).strip());
        if (cut > 0) {
            request.addHeader("Grpc-Timeout", text.substring(0, cut));
        }
        try {
            Duration time = TimeoutHeaders.of(request);
            CallContext call = new CallContext("id", TRACE, null, Map.of()).within(time);
            if (time == null || time.isNegative() || time.isZero() || call.deadline() == null) {
                throw new AssertionError(text + " became " + time);
            }
        } catch (InvalidException e) {
            if (!e.violations().get(0).pointer().endsWith("-Timeout")) {
                throw new AssertionError("refused for another header", e);
            }
        }
    }
}
