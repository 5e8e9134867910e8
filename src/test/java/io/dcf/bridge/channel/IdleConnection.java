package io.dcf.bridge.channel;

import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** Creates a connection without a gateway, for classes that only report failures to it. */
public final class IdleConnection {

    private IdleConnection() {}

    public static GatewayConnection create() {
        return new GatewayConnection(new Connections(List.of()), Optional.empty(), new SimpleAsyncTaskScheduler());
    }
}
