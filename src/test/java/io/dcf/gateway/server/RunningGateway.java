package io.dcf.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.FunctionRequest;
import io.dcf.gateway.guide.Functions;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Messages;
import io.dcf.gateway.guide.ScaleServiceRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.util.unit.DataSize;

/** A gateway of its own for each test, on a free port, and a real channel to it. */
public final class RunningGateway implements BeforeEachCallback, AfterEachCallback, AutoCloseable {

    private static final int DEADLINE_SECONDS = 30;

    private final Callable<String> data;
    private final Map<String, String> settings;
    private String dataDir = "memory";
    private EmbeddedGateway gateway;
    private ManagedChannel channel;

    public RunningGateway() {
        this(() -> "memory", Map.of());
    }

    private RunningGateway(Callable<String> data, Map<String, String> settings) {
        this.data = data;
        this.settings = settings;
    }

    /** One with settings below {@code bridge.embedded}. */
    public static RunningGateway with(Map<String, String> settings) {
        return new RunningGateway(() -> "memory", settings);
    }

    /** One that keeps its functions, in a directory of its own for each test. */
    public static RunningGateway keeping(Callable<Path> directory) {
        return new RunningGateway(() -> directory.call().toString(), Map.of());
    }

    /** One that finds functions of its own at addresses, and others anywhere if it may. */
    public static RunningGateway finding(Map<String, String> addresses, boolean allowRemote) {
        Map<String, String> settings = new HashMap<>(Map.of("allow-remote", "" + allowRemote));
        addresses.forEach((name, address) -> settings.put("addresses." + name, address));
        return with(settings);
    }

    /** One that has started, for a test that closes it itself. */
    public static RunningGateway started(Map<String, String> settings) {
        RunningGateway gateway = with(settings);
        gateway.dataDir = settings.getOrDefault("data-dir", gateway.dataDir);
        gateway.start();
        return gateway;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        dataDir = data.call();
        start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    private void start() {
        Map<String, String> all = new HashMap<>(settings);
        all.put("data-dir", dataDir);
        gateway = new EmbeddedGateway(settings(all), DataSize.ofMegabytes(4));
        channel =
                NettyChannelBuilder.forAddress(gateway.address()).usePlaintext().build();
    }

    /** Settings below {@code bridge.embedded}, the others as by default, on a free port. */
    static EmbeddedProperties settings(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("bridge.embedded.port", "0"));
        settings.forEach((name, value) -> all.put("bridge.embedded." + name, value));
        return new Binder(
                        List.of(new MapConfigurationPropertySource(all)),
                        null,
                        ApplicationConversionService.getSharedInstance())
                .bindOrCreate("bridge.embedded", EmbeddedProperties.class);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        gateway.close();
    }

    /** Stops the gateway; the channel stays. */
    public void stop() {
        gateway.close();
    }

    public void restart() {
        close();
        start();
    }

    public Path directory() {
        return Path.of(dataDir);
    }

    public InetSocketAddress address() {
        return gateway.address();
    }

    public ManagedChannel channel() {
        return channel;
    }

    public GatewayGrpc.GatewayBlockingStub stub() {
        return GatewayGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    public GatewayGrpc.GatewayFutureStub futures() {
        return GatewayGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    public BlockingClientCall<InvokeServiceRequest, Messages> invokes() {
        return GatewayGrpc.newBlockingV2Stub(channel)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .invokes();
    }

    public void deploy(String name, String image) {
        deploy(name, image, Map.of());
    }

    public void deploy(String name, String image, Map<String, String> environment) {
        stub().deploy(definition(name, image).putAllEnvVars(environment).build());
    }

    public void scale(String name, long replicas) {
        stub().replicaUpdate(replicas(name, replicas));
    }

    public String invoke(String name, String input) {
        return stub().invoke(input(name, input)).getMsg();
    }

    public Functions list() {
        return stub().list(Empty.getDefaultInstance());
    }

    public Function describe(String name) {
        return stub().getMeta(named(name));
    }

    public String log(String name) {
        return stub().getLog(named(name)).getMsg();
    }

    public static CreateFunctionRequest.Builder definition(String name, String image) {
        return CreateFunctionRequest.newBuilder().setService(name).setImage(image);
    }

    public static ScaleServiceRequest replicas(String name, long replicas) {
        return ScaleServiceRequest.newBuilder()
                .setServiceName(name)
                .setReplicas(replicas)
                .build();
    }

    public static FunctionRequest named(String name) {
        return FunctionRequest.newBuilder().setFunctionName(name).build();
    }

    public static InvokeServiceRequest input(String name, String text) {
        return input(name, ByteString.copyFromUtf8(text));
    }

    public static InvokeServiceRequest input(String name, ByteString bytes) {
        return InvokeServiceRequest.newBuilder()
                .setService(name)
                .setInput(bytes)
                .build();
    }

    /** Expects the call to end with the code; answers its description, to look further. */
    public static AbstractStringAssert<?> assertRefused(Status.Code code, ThrowingCallable call) {
        Status status = statusOf(call);
        assertThat(status.getCode()).as(status.toString()).isEqualTo(code);
        return assertThat(status.getDescription());
    }

    /** How the call ended. */
    public static Status statusOf(ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        return failure == null ? Status.OK : Status.fromThrowable(failure);
    }
}
