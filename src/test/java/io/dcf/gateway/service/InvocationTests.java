package io.dcf.gateway.service;

import static io.dcf.gateway.server.RunningGateway.definition;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.call.Input;
import io.dcf.gateway.engine.Deployment;
import io.dcf.gateway.engine.LocalEngine;
import io.dcf.gateway.engine.ProcessHost;
import io.dcf.gateway.store.MemorySecrets;
import io.dcf.gateway.store.MemoryStore;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvocationTests {

    @Test
    void logsItselfBeforeItIsAnswered() {
        LocalEngine engine = new LocalEngine(
                new MemoryStore(), new ProcessHost(Map.of(), false, new FunctionClients()), new MemorySecrets());
        engine.deploy(
                definition("a", "builtin/sleep").putEnvVars("DELAY", "50ms").build());
        Deployment function = engine.get("a");
        String log = Invocation.start(function, new Input(ByteString.EMPTY, null, null))
                .thenApply(output -> function.log())
                .join();
        assertThat(log).contains("invoked");
    }
}
