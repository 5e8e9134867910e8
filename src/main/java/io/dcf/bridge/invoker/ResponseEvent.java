package io.dcf.bridge.invoker;

import io.grpc.Metadata;
import io.grpc.Status;

/** A piece of a response that comes in pieces, or its end. */
sealed interface ResponseEvent {

    record Piece(byte[] bytes) implements ResponseEvent {}

    record End(Status status, Metadata trailers) implements ResponseEvent {}
}
