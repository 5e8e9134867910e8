package io.dcf.bridge.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class PasswordsTests {

    private static final String HASH = new BCryptPasswordEncoder(4).encode("right");
    private static final String HASH_OF_NOTHING = new BCryptPasswordEncoder(4).encode("");

    private final Passwords passwords = new Passwords();

    @Test
    void matchTheHashOfTheirUser() {
        assertThat(passwords.matches("right", HASH, List.of(HASH))).isTrue();
        assertThat(passwords.matches("right", "{bcrypt}" + HASH, List.of(HASH))).isTrue();
        assertThat(passwords.matches("wrong", HASH, List.of(HASH))).isFalse();
    }

    @Test
    void doNotMatchWithoutAUser() {
        assertThat(passwords.matches("right", null, List.of(HASH))).isFalse();
    }

    @Test
    void doNotMatchWhereTheyAreEmpty() {
        assertThat(passwords.matches("", HASH_OF_NOTHING, List.of(HASH_OF_NOTHING)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"right", "{noop}right", "$2y$10$short", "{MD5}5f4dcc3b5aa765d61d8327deb882cf99"})
    void areRefusedWhereTheyAreNotHashed(String text) {
        assertThatThrownBy(() -> Passwords.requireHash(new CredentialLine("line 1", "alice", text, List.of())))
                .isInstanceOf(CredentialException.class)
                .hasMessage("line 1 has a password that is not hashed");
    }

    @Test
    void areAcceptedAsBcrypt() {
        assertThatCode(() -> Passwords.requireHash(
                        new CredentialLine("line 1", "alice", HASH.replace("$2a$", "$2y$"), List.of())))
                .doesNotThrowAnyException();
    }
}
