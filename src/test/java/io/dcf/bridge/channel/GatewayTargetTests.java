package io.dcf.bridge.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayTargetTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gateway:10000 | dns:///gateway:10000
            dns:///gateway:10000 | dns:///gateway:10000
            10.0.0.1:80 | dns:///10.0.0.1:80
            [::1]:80 | dns:///%5B::1%5D:80
            static://10.0.0.1:80 | static:///10.0.0.1:80
            a:1,b:2 | static:///a:1,b:2
            static://[::1]:80,b:2 | static:///%5B::1%5D:80,b:2
            """)
    void isAUriForTheResolver(String address, String target) {
        assertThat(GatewayTarget.of(address)).isEqualTo(target);
    }
}
