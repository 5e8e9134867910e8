package io.dcf.bridge.channel;

import java.util.List;
import java.util.Optional;

/** A connection to no gateway, for what only tells it of failures. */
public final class IdleConnection {

    private IdleConnection() {}

    public static GatewayConnection create() {
        return new GatewayConnection(new Connections(List.of()), Optional.empty());
    }
}
