package io.dcf.bridge.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dcf.bridge.call.GatewayException;
import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionalMethodTests {

    private final OptionalMethod method = new OptionalMethod();
    private final List<String> called = new ArrayList<>();

    @Test
    void isCalledWhereTheGatewayHasIt() {
        assertThat(call(null)).isEqualTo("optional");
        assertThat(call(null)).isEqualTo("optional");
        assertThat(called).containsExactly("optional", "optional");
    }

    @Test
    void isNotCalledAgainSoonWhereTheGatewayLacksIt() {
        assertThat(call(Code.UNIMPLEMENTED)).isEqualTo("other");
        assertThat(call(null)).isEqualTo("other");
        assertThat(called).containsExactly("optional", "other", "other");
    }

    @Test
    void isCalledAgainWhereTheOtherFailsToo() {
        GatewayException down = new GatewayException("List", Code.UNIMPLEMENTED, "a proxy's 404");
        assertThatThrownBy(() -> method.call(
                        () -> {
                            throw down;
                        },
                        () -> {
                            throw down;
                        }))
                .isSameAs(down);
        assertThat(call(null)).isEqualTo("optional");
    }

    @Test
    void passesOnOtherFailures() {
        assertThatThrownBy(() -> call(Code.NOT_FOUND)).isInstanceOf(GatewayException.class);
        assertThat(call(null)).isEqualTo("optional");
    }

    private String call(Code failure) {
        return method.call(
                () -> {
                    called.add("optional");
                    if (failure != null) {
                        throw new GatewayException("Describe", failure, "refused");
                    }
                    return "optional";
                },
                () -> {
                    called.add("other");
                    return "other";
                });
    }
}
