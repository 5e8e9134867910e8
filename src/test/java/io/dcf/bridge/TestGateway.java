package io.dcf.bridge;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.FunctionDescriptions;
import io.dcf.gateway.guide.FunctionRequest;
import io.dcf.gateway.guide.Functions;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import io.dcf.gateway.guide.Messages;
import io.dcf.gateway.guide.ScaleServiceRequest;
import io.dcf.gateway.guide.Secret;
import io.dcf.gateway.guide.SecretRequest;
import io.dcf.gateway.guide.Secrets;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway on a real port that answers as a test tells it to, and keeps what it was asked. */
public final class TestGateway extends GatewayGrpc.GatewayImplBase implements AutoCloseable {

    /** How a method answers. */
    @FunctionalInterface
    public interface Answer {
        void to(Object request, StreamObserver<Object> reply);

        static Answer with(Object message) {
            return (request, reply) -> {
                reply.onNext(message);
                reply.onCompleted();
            };
        }

        static Answer with(Throwable failure) {
            return (request, reply) -> reply.onError(failure);
        }

        static Answer msg(String text) {
            return with(Message.newBuilder().setMsg(text).build());
        }

        static Answer never() {
            return (request, reply) -> {};
        }
    }

    /** How streams are answered. */
    @FunctionalInterface
    public interface Streams {
        /** @return what takes the inputs */
        StreamObserver<InvokeServiceRequest> open(ServerCallStreamObserver<Messages> outputs);
    }

    /** A call that came in. */
    public record Received(String method, Object request, Metadata metadata, Deadline deadline) {
        public String metadata(String name) {
            return metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        }
    }

    private static final Context.Key<Metadata> METADATA = Context.key("metadata");

    /** The answer of a method that the gateway does not have. */
    private static final Answer LACKING = Answer.with(Status.UNIMPLEMENTED.asException());

    /** That of gateways which were not set up for another. */
    private static final int LARGEST_REQUEST = 4 << 20;

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger lackingInvokes = new AtomicInteger();
    private final Server server;
    private volatile Streams streams;

    public TestGateway() throws IOException {
        this(0);
    }

    public TestGateway(int port) throws IOException {
        this("127.0.0.1", port, InsecureServerCredentials.create());
    }

    public TestGateway(String host, int port, ServerCredentials credentials) throws IOException {
        this(host, port, credentials, LARGEST_REQUEST);
    }

    private TestGateway(String host, int port, ServerCredentials credentials, int largestRequest) throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(host, port), credentials)
                .maxInboundMessageSize(largestRequest)
                .addService(this)
                .intercept(new KeepMetadata())
                .build()
                .start();
        reset();
    }

    /** A gateway that takes requests of so many bytes. */
    public static TestGateway taking(int largestRequest) throws IOException {
        return new TestGateway("127.0.0.1", 0, InsecureServerCredentials.create(), largestRequest);
    }

    /** From now on the method answers so. */
    public TestGateway on(String method, Answer answer) {
        answers.put(method, answer);
        return this;
    }

    /** From now on there is Invokes, too. */
    public TestGateway onStreams(Streams answer) {
        streams = answer;
        return this;
    }

    /** From now on there is Invokes, which answers each input so. */
    @SuppressWarnings("unchecked")
    public TestGateway onInvokes(Answer answer) {
        return onStreams(outputs -> new StreamObserver<>() {
            @Override
            public void onNext(InvokeServiceRequest input) {
                answer.to(input, (StreamObserver<Object>) (StreamObserver<?>) outputs);
            }

            @Override
            public void onError(Throwable failure) {
                // the bridge has cancelled the call
            }

            @Override
            public void onCompleted() {
                // answered already
            }
        });
    }

    /** How the method answers now. */
    public Answer answer(String method) {
        return answers.get(method);
    }

    /** A gateway to which all is well. */
    public void reset() {
        received.clear();
        answers.clear();
        streams = null;
        on("GetMeta", Answer.with(Function.newBuilder().setName("f").build()));
        on("List", Answer.with(Functions.getDefaultInstance()));
        for (String method :
                List.of("Deploy", "Update", "Delete", "Invoke", "GetLog", "ReplicaUpdate", "Info", "HealthCheck")) {
            on(method, Answer.msg("OK"));
        }
    }

    /** Keeps nothing of what came in until now. */
    public void forget() {
        received.clear();
    }

    /** How many calls of Invokes came in while there was none. */
    public int lackingInvokes() {
        return lackingInvokes.get();
    }

    /** What came in, without the probes of the bridge's health, and of Invokes while there is none. */
    public List<Received> received() {
        return received.stream()
                .filter(call -> !call.method().equals("HealthCheck"))
                .toList();
    }

    public List<String> methods() {
        return received().stream().map(Received::method).toList();
    }

    public Received last() {
        return received().get(received().size() - 1);
    }

    public int port() {
        return server.getPort();
    }

    public String address() {
        return "127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("unchecked")
    private void answer(String method, Object request, StreamObserver<?> reply) {
        received.add(
                new Received(method, request, METADATA.get(), Context.current().getDeadline()));
        answers.getOrDefault(method, LACKING).to(request, (StreamObserver<Object>) reply);
    }

    @Override
    public void describeAll(Empty request, StreamObserver<FunctionDescriptions> reply) {
        answer("DescribeAll", request, reply);
    }

    @Override
    public void listSecrets(Empty request, StreamObserver<Secrets> reply) {
        answer("ListSecrets", request, reply);
    }

    @Override
    public void createSecret(Secret request, StreamObserver<Message> reply) {
        answer("CreateSecret", request, reply);
    }

    @Override
    public void replaceSecret(Secret request, StreamObserver<Message> reply) {
        answer("ReplaceSecret", request, reply);
    }

    @Override
    public void deleteSecret(SecretRequest request, StreamObserver<Message> reply) {
        answer("DeleteSecret", request, reply);
    }

    @Override
    public void deploy(CreateFunctionRequest request, StreamObserver<Message> reply) {
        answer("Deploy", request, reply);
    }

    @Override
    public void update(CreateFunctionRequest request, StreamObserver<Message> reply) {
        answer("Update", request, reply);
    }

    @Override
    public void delete(CreateFunctionRequest request, StreamObserver<Message> reply) {
        answer("Delete", request, reply);
    }

    @Override
    public void invoke(InvokeServiceRequest request, StreamObserver<Message> reply) {
        answer("Invoke", request, reply);
    }

    @Override
    public StreamObserver<InvokeServiceRequest> invokes(StreamObserver<Messages> reply) {
        if (streams == null) {
            lackingInvokes.incrementAndGet();
            return super.invokes(reply);
        }
        received.add(
                new Received("Invokes", null, METADATA.get(), Context.current().getDeadline()));
        return streams.open((ServerCallStreamObserver<Messages>) reply);
    }

    @Override
    public void list(Empty request, StreamObserver<Functions> reply) {
        answer("List", request, reply);
    }

    @Override
    public void getMeta(FunctionRequest request, StreamObserver<Function> reply) {
        answer("GetMeta", request, reply);
    }

    @Override
    public void getLog(FunctionRequest request, StreamObserver<Message> reply) {
        answer("GetLog", request, reply);
    }

    @Override
    public void replicaUpdate(ScaleServiceRequest request, StreamObserver<Message> reply) {
        answer("ReplicaUpdate", request, reply);
    }

    @Override
    public void info(Empty request, StreamObserver<Message> reply) {
        answer("Info", request, reply);
    }

    @Override
    public void healthCheck(Empty request, StreamObserver<Message> reply) {
        answer("HealthCheck", request, reply);
    }

    private static final class KeepMetadata implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
            return io.grpc.Contexts.interceptCall(
                    Context.current().withValue(METADATA, metadata), call, metadata, next);
        }
    }
}
