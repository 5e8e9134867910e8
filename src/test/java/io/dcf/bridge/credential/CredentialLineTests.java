package io.dcf.bridge.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialLineTests {

    @TempDir
    private Path directory;

    private List<CredentialLine> read(String content) throws IOException {
        return CredentialLine.read("setting", Files.writeString(directory.resolve("file"), content), "fix");
    }

    @Test
    void isReadBetweenCommentsAndEmptyLines() throws IOException {
        List<CredentialLine> lines = read("# users\n\n  alice : hash : functions:read, functions:write  \nbob:h:a\n");
        assertThat(lines).extracting(CredentialLine::name).containsExactly("alice", "bob");
        assertThat(lines.get(0).hash()).isEqualTo("hash");
        assertThat(lines.get(0).authorities()).containsExactly("functions:read", "functions:write");
        assertThat(lines.get(0).where()).isEqualTo("setting (" + directory.resolve("file") + ", line 3)");
    }

    @Test
    void doesNotShowItsHash() throws IOException {
        assertThat(read("alice:secret:a").get(0).toString()).doesNotContain("secret");
    }

    @Test
    void isRefusedWithoutAuthorities() {
        assertThatThrownBy(() -> read("alice:hash: ,")).hasMessageEndingWith("line 1) has no authorities");
    }

    @Test
    void isRequiredInAFile() {
        assertThatThrownBy(() -> read("# nobody\n")).hasMessageStartingWith("setting has no entries");
    }
}
