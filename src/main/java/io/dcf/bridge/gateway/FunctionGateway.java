package io.dcf.bridge.gateway;

import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnsafeByteOperations;
import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.function.LogLine;
import io.dcf.bridge.function.Scale;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import io.grpc.Status.Code;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.springframework.stereotype.Component;

/**
 * Asks the gateway. What it refuses comes as a {@link GatewayException}; where an older gateway hides an unknown
 * function behind INTERNAL or an empty log, the truth is asked for once, and told as NOT_FOUND.
 */
@Component
public class FunctionGateway {

    /** The dialect of the contract that is spoken; see {@code proto/gateway.proto}. */
    public static final String DIALECT = "guide";

    /** What an apply did. */
    public enum Applied {
        CREATED,
        UPDATED
    }

    private final GatewayFutureStub stub;

    FunctionGateway(GatewayFutureStub stub) {
        this.stub = stub;
    }

    /** All deployed functions, by name. */
    public List<FunctionStatus> list() {
        Empty request = Empty.getDefaultInstance();
        return await("List", request, stub.list(request)).getFunctionsList().stream()
                .map(GatewayMessages::status)
                .sorted(Comparator.comparing(FunctionStatus::name))
                .toList();
    }

    /** Starts a function that does not exist yet. */
    public void deploy(FunctionDefinition definition) {
        var request = GatewayMessages.create(definition);
        await("Deploy", request, stub.deploy(request));
    }

    /** Replaces the definition of a function that exists. */
    public void update(FunctionDefinition definition) {
        var request = GatewayMessages.create(definition);
        existing(definition.service(), "Update", request, stub.update(request));
    }

    /** Updates a function or, where there is none, deploys it; holds against others doing the same. */
    public Applied apply(FunctionDefinition definition) {
        try {
            update(definition);
            return Applied.UPDATED;
        } catch (GatewayException e) {
            if (e.code() != Code.NOT_FOUND) {
                throw e;
            }
        }
        try {
            deploy(definition);
            return Applied.CREATED;
        } catch (GatewayException e) {
            if (e.code() != Code.ALREADY_EXISTS) {
                throw e;
            }
        }
        update(definition);
        return Applied.UPDATED;
    }

    public FunctionStatus describe(FunctionName name) {
        var request = GatewayMessages.named(name);
        return GatewayMessages.status(await("GetMeta", request, stub.getMeta(request)));
    }

    public void delete(FunctionName name) {
        var request = GatewayMessages.delete(name);
        existing(name, "Delete", request, stub.delete(request));
    }

    public void scale(FunctionName name, Scale scale) {
        var request = GatewayMessages.scale(name, scale);
        existing(name, "ReplicaUpdate", request, stub.replicaUpdate(request));
    }

    /** What the function's instances wrote, oldest first, instance by instance. */
    public List<LogLine> logs(FunctionName name) {
        var request = GatewayMessages.named(name);
        String text = existing(name, "GetLog", request, stub.getLog(request)).getMsg();
        if (text.isEmpty()) {
            describe(name);
        }
        return GatewayLog.lines(text);
    }

    /** What the gateway says of itself. */
    public String info() {
        Empty request = Empty.getDefaultInstance();
        return await("Info", request, stub.info(request)).getMsg();
    }

    /**
     * Runs a function once, without holding the thread. Cancelling the reply cancels the call.
     *
     * @param input any bytes; not to be changed before the reply is there
     * @return the output, verbatim, or a {@link GatewayException}; completed on the thread that read the answer, which
     *     must not be blocked
     */
    public CompletableFuture<byte[]> invoke(FunctionName name, byte[] input) {
        InvokeServiceRequest request = InvokeServiceRequest.newBuilder()
                .setService(name.value())
                .setInput(UnsafeByteOperations.unsafeWrap(input))
                .build();
        ListenableFuture<Message> call = FluentFuture.from(stub.invoke(request))
                .catchingAsync(
                        Exception.class,
                        failure -> explained(name, GatewayFailures.of("Invoke", request.getSerializedSize(), failure)),
                        MoreExecutors.directExecutor());
        return new Reply(call);
    }

    private <T> T existing(FunctionName name, String method, MessageLite request, ListenableFuture<T> call) {
        try {
            return await(method, request, call);
        } catch (GatewayException e) {
            if (e.mayHideNotFound()) {
                requireExists(name, e);
            }
            throw e;
        }
    }

    private void requireExists(FunctionName name, GatewayException failure) {
        try {
            describe(name);
        } catch (GatewayException e) {
            if (e.code() == Code.NOT_FOUND) {
                throw e;
            }
            failure.addSuppressed(e);
        }
    }

    /** Fails with what truly went wrong with an invocation: the function is not there, or it failed itself. */
    private ListenableFuture<Message> explained(FunctionName name, GatewayException failure) {
        if (!failure.mayHideNotFound()) {
            return Futures.immediateFailedFuture(failure);
        }
        ListenableFuture<Function> described = stub.getMeta(GatewayMessages.named(name));
        return FluentFuture.from(described)
                .transformAsync(
                        found -> Futures.<Message>immediateFailedFuture(failure.ofFunction()),
                        MoreExecutors.directExecutor())
                .catchingAsync(
                        io.grpc.StatusRuntimeException.class,
                        e -> Futures.immediateFailedFuture(
                                e.getStatus().getCode() == Code.NOT_FOUND
                                        ? GatewayFailures.of("GetMeta", 0, e)
                                        : failure.ofFunction()),
                        MoreExecutors.directExecutor());
    }

    private static <T> T await(String method, MessageLite request, ListenableFuture<T> call) {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw GatewayFailures.of(method, request.getSerializedSize(), e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new GatewayException(method, Code.CANCELLED, "The call was interrupted.");
        }
    }

    /** A call's output, as the JDK's future. */
    private static final class Reply extends CompletableFuture<byte[]> implements FutureCallback<Message> {

        private final ListenableFuture<Message> call;

        Reply(ListenableFuture<Message> call) {
            this.call = call;
            Futures.addCallback(call, this, MoreExecutors.directExecutor());
        }

        @Override
        public void onSuccess(Message message) {
            complete(message.getMsgBytes().toByteArray());
        }

        @Override
        public void onFailure(Throwable failure) {
            completeExceptionally(failure);
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            call.cancel(mayInterrupt);
            return super.cancel(mayInterrupt);
        }
    }
}
