package io.dcf.bridge.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedElementTests {

    @Test
    void readsElementsInTheirOrder() {
        assertThat(ForwardedElement.parse("for=192.0.2.1;proto=https;host=a.example.org, For=\"[2001:db8::1]:80\""))
                .containsExactly(
                        new ForwardedElement("192.0.2.1", "https", "a.example.org"),
                        new ForwardedElement("[2001:db8::1]:80", "", ""));
    }

    @Test
    void decodesQuotedValues() {
        assertThat(ForwardedElement.parse("host=\"a\\\"b, c;d\";by=_hidden"))
                .containsExactly(new ForwardedElement("", "", "a\"b, c;d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "for=192.0.2.1;proto", "for=\"192.0.2.1", "for=192.0.2.1 proto=https"})
    void ignoresAMalformedHeader(String header) {
        assertThat(ForwardedElement.parse(header)).isEmpty();
    }
}
