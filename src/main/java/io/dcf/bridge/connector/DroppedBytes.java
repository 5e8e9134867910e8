package io.dcf.bridge.connector;

import java.nio.ByteBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** Takes what Tomcat reads of a body, and forgets it. */
final class DroppedBytes implements ApplicationBufferHandler {

    private ByteBuffer last = ByteBuffer.allocate(0);

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
        last = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
        return last;
    }

    @Override
    public void expand(int size) {
        // there is always room
    }
}
