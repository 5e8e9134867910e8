package io.dcf.bridge.invoker;

import com.google.protobuf.ByteString;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/**
 * The replies and errors that DCF's gateway and OpenFx's have in common, without the classes of their messages.
 *
 * @param <F> a function
 * @param <M> a message with a text
 */
final class DialectReplies<F, M> {

    final Map<String, F> functions = new ConcurrentSkipListMap<>();
    private final Function<String, M> messages;

    DialectReplies(Function<String, M> messages) {
        this.messages = messages;
    }

    /** Whether the name is free; refuses it if not. */
    boolean isFree(String name, StreamObserver<M> reply) {
        boolean free = !functions.containsKey(name);
        if (!free) {
            refuse(reply, Code.ALREADY_EXISTS, "deployments.apps \"" + name + "\" already exists");
        }
        return free;
    }

    void updated(String name, boolean exists, StreamObserver<M> reply) {
        answer(reply, exists, Code.NOT_FOUND, "deployments.apps \"" + name + "\" not found", "OK");
    }

    void delete(String name, StreamObserver<M> reply) {
        answer(reply, functions.remove(name) != null, Code.INTERNAL, "Not a function: " + name, "OK");
    }

    void invoke(String name, ByteString bytes, StreamObserver<M> reply) {
        String input = bytes.toStringUtf8();
        if (input.equals("sleep")) {
            refuse(reply, Code.DEADLINE_EXCEEDED, "Function timed out after 553s");
            return;
        }
        boolean runs = functions.containsKey(name) && !input.equals("fail");
        answer(reply, runs, Code.INTERNAL, "could not invoke: " + name + " - boom", input);
    }

    void describe(String name, StreamObserver<F> reply) {
        F function = functions.get(name);
        if (function == null) {
            refuse(reply, Code.NOT_FOUND, "function is not exist");
        } else {
            send(reply, function);
        }
    }

    void log(String name, StreamObserver<M> reply) {
        say(reply, functions.containsKey(name) ? "---\nName: " + name + "\nLog:\nline of " + name + "\n" : "");
    }

    void scaled(String name, boolean exists, StreamObserver<M> reply) {
        answer(reply, exists, Code.INTERNAL, "cannot scale " + name, "OK");
    }

    void answer(StreamObserver<M> reply, boolean well, Code otherwise, String why, String text) {
        if (well) {
            say(reply, text);
        } else {
            refuse(reply, otherwise, why);
        }
    }

    void say(StreamObserver<M> reply, String text) {
        send(reply, messages.apply(text));
    }

    static <T> void send(StreamObserver<T> reply, T message) {
        reply.onNext(message);
        reply.onCompleted();
    }

    static void refuse(StreamObserver<?> reply, Code code, String why) {
        reply.onError(code.toStatus().withDescription(why).asRuntimeException());
    }
}
