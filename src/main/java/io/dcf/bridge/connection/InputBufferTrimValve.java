package io.dcf.bridge.connection;

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
 * Replaces the buffer of 16 KB that each of Tomcat's requests has for a body read as characters, the largest object that a waiting request holds. No
 * code here reads characters.
 *
 * <p>Tomcat 11.0.27 allocates the buffer in the constructor, without a setting, so the fields are set by reflection:
 * docs/decisions/0036-tomcat-buffer-sizes.md. Remove when: Tomcat allocates it at its first use, or has a setting for its size.
 */
final class InputBufferTrimValve extends ValveBase {

    private static final int TRIMMED_SIZE = 64;
    private static final VarHandle BUFFER = field(Request.class, "inputBuffer", InputBuffer.class);
    private static final VarHandle CHARS = field(InputBuffer.class, "cb", CharBuffer.class);

    InputBufferTrimValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        InputBuffer buffer = (InputBuffer) BUFFER.get(request);
        CharBuffer chars = (CharBuffer) CHARS.get(buffer);
        if (chars.capacity() > TRIMMED_SIZE && chars.remaining() == 0) {
            CHARS.set(buffer, CharBuffer.allocate(TRIMMED_SIZE).limit(0));
        }
        getNext().invoke(request, response);
    }

    private static VarHandle field(Class<?> owner, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    owner.getName() + "." + name + " of this Tomcat version cannot be changed", e);
        }
    }
}
