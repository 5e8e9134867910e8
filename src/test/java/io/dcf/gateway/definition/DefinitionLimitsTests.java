package io.dcf.gateway.definition;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.definition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.rpc.QuotaFailure;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.server.RunningGateway;
import io.grpc.Status.Code;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("any-jdk")
class DefinitionLimitsTests {

    @RegisterExtension
    final RunningGateway gateway =
            RunningGateway.with(Map.of("definitions.max-count", "3", "definitions.max-bytes", "4096"));

    @RegisterExtension
    final RunningGateway byDefault = new RunningGateway();

    @Test
    void boundsHowManyFunctionsThereAre() {
        for (String name : new String[] {"a", "b", "c"}) {
            gateway.deploy(name, "builtin/echo");
        }
        assertRefused(Code.RESOURCE_EXHAUSTED, () -> gateway.deploy("d", "builtin/echo"))
                .isEqualTo("there are 3 functions, and 'bridge.embedded.definitions.max-count' allows 3");
        assertRefused(Code.ALREADY_EXISTS, () -> gateway.deploy("a", "builtin/echo"));
        gateway.stub().update(definition("a", "builtin/env").build());
        gateway.stub().delete(definition("a", "").build());
        gateway.deploy("d", "builtin/echo");
        assertThat(gateway.list().getFunctionsCount()).isEqualTo(3);
    }

    @Test
    void boundsTheBytesOfAllDefinitions() {
        gateway.stub().deploy(annotated("a", 2000));
        gateway.stub().deploy(annotated("b", 1900));
        assertRefused(Code.RESOURCE_EXHAUSTED, () -> gateway.stub().deploy(annotated("c", 200)))
                .contains("'bridge.embedded.definitions.max-bytes' allows 4096");
        assertRefused(Code.RESOURCE_EXHAUSTED, () -> gateway.stub().update(annotated("a", 2200)))
                .contains("bytes in total");
        gateway.stub().update(annotated("a", 10));
        gateway.stub().deploy(annotated("c", 200));
    }

    @Test
    void namesTheBoundInTheDetails() throws Exception {
        gateway.stub().deploy(annotated("a", 3000));
        Throwable failure = catchThrowable(() -> gateway.stub().deploy(annotated("b", 3000)));
        QuotaFailure quota = StatusProto.fromThrowable(failure).getDetails(0).unpack(QuotaFailure.class);
        assertThat(quota.getViolations(0).getSubject()).isEqualTo("bridge.embedded.definitions.max-bytes");
    }

    @Test
    void listsWhatItKeepsInOneMessageByDefault() {
        GatewayGrpc.GatewayBlockingStub stub = byDefault.stub();
        for (int i = 0; i < 11; i++) {
            stub.deploy(annotated("large-" + i, 256 * 1024 - 10));
        }
        assertRefused(Code.RESOURCE_EXHAUSTED, () -> {
                    for (int i = 0; i < 20_000; i++) {
                        byDefault
                                .stub()
                                .deploy(definition("f" + i, "builtin/echo").build());
                    }
                })
                .contains("'bridge.embedded.definitions.max-");
        assertThat(byDefault.list().getSerializedSize()).isLessThan(4 << 20);
    }

    private static CreateFunctionRequest annotated(String name, int bytes) {
        return definition(name, "builtin/echo")
                .putAnnotations("note", "x".repeat(bytes))
                .build();
    }
}
