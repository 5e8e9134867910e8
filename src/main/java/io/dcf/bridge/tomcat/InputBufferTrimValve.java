package io.dcf.bridge.tomcat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.CharBuffer;
import org.apache.catalina.connector.InputBuffer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Takes from Tomcat's requests the 16 KB that each has for a body read as characters, the largest thing that one which
 * waits would hold. Nobody here reads characters; whoever does finds room for a few at a time. Tomcat has neither a setting for it nor a
 * way in, so its fields are set.
 */
final class InputBufferTrimValve extends ValveBase {

    private static final int FEW = 64;
    private static final VarHandle BUFFER = field(Request.class, "inputBuffer", InputBuffer.class);
    private static final VarHandle CHARS = field(InputBuffer.class, "cb", CharBuffer.class);

    InputBufferTrimValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        InputBuffer buffer = (InputBuffer) BUFFER.get(request);
        CharBuffer chars = (CharBuffer) CHARS.get(buffer);
        if (chars.capacity() > FEW && chars.remaining() == 0) {
            CHARS.set(buffer, CharBuffer.allocate(FEW).limit(0));
        }
        getNext().invoke(request, response);
    }

    private static VarHandle field(Class<?> owner, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Tomcat keeps characters elsewhere now", e);
        }
    }
}
