package io.dcf.bridge.websocket;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Passes the frames that Tomcat reads to a function's socket, part by part. */
final class SocketFrames {

    private SocketFrames() {}

    static void passTo(FunctionSocket socket, Session session) {
        session.addMessageHandler(String.class, (MessageHandler.Partial<String>)
                (part, last) -> socket.read(part.getBytes(StandardCharsets.UTF_8), last, true));
        session.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>)
                (part, last) -> socket.read(bytes(part), last, false));
        session.addMessageHandler(PongMessage.class, pong -> socket.readPong());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
