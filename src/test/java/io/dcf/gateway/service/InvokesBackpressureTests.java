package io.dcf.gateway.service;

import static io.dcf.gateway.server.RunningGateway.input;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.dcf.bridge.BufferLeaks;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Messages;
import io.dcf.gateway.server.RunningGateway;
import io.grpc.stub.BlockingClientCall;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The blocking call asks for an output only when it is read: a client that never reads is a reader that stalls. */
@BufferLeaks.Every
class InvokesBackpressureTests {

    private static final int CHUNK = 64 * 1024;
    private static final int CHUNKS_IN_64_MIB = 1024;

    @RegisterExtension
    final RunningGateway gateway = new RunningGateway();

    private BlockingClientCall<InvokeServiceRequest, Messages> call;
    private int sent;

    @BeforeEach
    void writeWithoutReading() throws Exception {
        gateway.deploy("a", "builtin/echo");
        call = gateway.invokes();
        while (sent < CHUNKS_IN_64_MIB && writesSoon(chunk(sent))) {
            sent++;
        }
    }

    @Test
    void holdsBackTheWriter() {
        assertThat(sent).isPositive().isLessThan(CHUNKS_IN_64_MIB);
        assertThat(gateway.describe("a").getInvocationCount()).isLessThanOrEqualTo(sent);
    }

    @Test
    void losesNothingAndGoesOnOnceItIsRead() throws Exception {
        for (int i = 0; i < sent; i++) {
            assertThat(call.read().getOutput()).isEqualTo(chunk(i).getInput());
        }
        call.write(input("a", "last"));
        call.halfClose();
        assertThat(call.read().getOutput().toStringUtf8()).isEqualTo("last");
        assertThat(call.read()).isNull();
        assertThat(gateway.describe("a").getInvocationCount()).isEqualTo(sent + 1);
    }

    private boolean writesSoon(InvokeServiceRequest input) throws Exception {
        try {
            return call.write(input, 1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static InvokeServiceRequest chunk(int number) {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK).putInt(number).rewind();
        return input("a", ByteString.copyFrom(bytes));
    }
}
