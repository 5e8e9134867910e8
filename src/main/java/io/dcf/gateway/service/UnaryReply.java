package io.dcf.gateway.service;

import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Sends the reply of a call that has one. */
final class UnaryReply {

    private UnaryReply() {}

    /** Sends the answer, or the status of the failure to find one. */
    static <T> void send(StreamObserver<T> reply, Supplier<T> answer) {
        T message;
        try {
            message = answer.get();
        } catch (RuntimeException e) {
            reply.onError(FailureStatus.of("a management call", e));
            return;
        }
        reply.onNext(message);
        reply.onCompleted();
    }
}
