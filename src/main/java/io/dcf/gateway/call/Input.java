package io.dcf.gateway.call;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What a function is given.
 *
 * @param contentType what the caller says the bytes are
 * @param callId what names the call in the caller's logs
 */
public record Input(
        ByteString bytes,
        @Nullable String contentType,
        @Nullable String callId) {}
