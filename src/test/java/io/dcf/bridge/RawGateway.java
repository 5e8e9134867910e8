package io.dcf.bridge;

import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A server that knows bytes alone: keeps what arrives for each method of a service, and answers as it is told. */
public final class RawGateway implements AutoCloseable {

    private static final Marshaller<byte[]> RAW = new Marshaller<>() {
        @Override
        public InputStream stream(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    /** What came last, by the method's full name. */
    public final Map<String, byte[]> received = new ConcurrentHashMap<>();

    private final Server server;

    /** @param answers by the method's bare name; nothing, an empty message, where there is none. It lacks Invokes then. */
    public RawGateway(String service, Map<String, byte[]> answers) throws IOException {
        HandlerRegistry registry = new HandlerRegistry() {
            @Override
            public ServerMethodDefinition<byte[], byte[]> lookupMethod(String name, String authority) {
                String method = name.substring(name.indexOf('/') + 1);
                boolean lacking = method.equals("Invokes") && !answers.containsKey(method);
                return lacking || !name.startsWith(service + "/")
                        ? null
                        : method(name, answers.getOrDefault(method, new byte[0]));
            }
        };
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .fallbackHandlerRegistry(registry)
                .build()
                .start();
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private ServerMethodDefinition<byte[], byte[]> method(String name, byte[] answer) {
        return ServerMethodDefinition.create(
                MethodDescriptor.newBuilder(RAW, RAW)
                        .setType(MethodType.UNARY)
                        .setFullMethodName(name)
                        .build(),
                ServerCalls.asyncUnaryCall((request, reply) -> {
                    received.put(name, request);
                    reply.onNext(answer);
                    reply.onCompleted();
                }));
    }
}
