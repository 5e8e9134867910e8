package io.dcf.gateway.service;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.definition;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.Secret;
import io.dcf.gateway.guide.SecretRequest;
import io.dcf.gateway.server.RunningGateway;
import io.grpc.Status.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets of a gateway that stores them as files, and of one that stores nothing. */
class SecretsTests {

    @TempDir
    static Path parent;

    @RegisterExtension
    final RunningGateway storing = RunningGateway.keeping(() -> Files.createTempDirectory(parent, "functions"));

    @RegisterExtension
    final RunningGateway forgetting = new RunningGateway();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areCreatedReplacedListedAndDeleted(boolean stores) {
        RunningGateway gateway = stores ? storing : forgetting;
        assertThat(names(gateway)).isEmpty();
        create(gateway, "b", "1");
        create(gateway, "a.example", "");
        assertThat(names(gateway)).containsExactly("a.example", "b");
        assertRefused(Code.ALREADY_EXISTS, () -> create(gateway, "b", "2")).isEqualTo("secret 'b' exists already");
        gateway.stub().replaceSecret(secret("b", "2"));
        assertRefused(Code.NOT_FOUND, () -> gateway.stub().replaceSecret(secret("c", "2")))
                .isEqualTo("secret 'c' does not exist");
        delete(gateway, "b");
        assertRefused(Code.NOT_FOUND, () -> delete(gateway, "b")).isEqualTo("secret 'b' does not exist");
        assertThat(names(gateway)).containsExactly("a.example");
    }

    @Test
    void areFilesThatOnlyTheirOwnerReads() throws Exception {
        ByteString bytes = ByteString.copyFrom(new byte[] {0, -1, 10, 13});
        storing.stub()
                .createSecret(Secret.newBuilder().setName("a").setValue(bytes).build());
        Path file = storing.directory().resolve("secrets").resolve("a");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes.toByteArray());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        storing.stub().replaceSecret(secret("a", "new"));
        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.writeString(file.resolveSibling(".1.new"), "of a gateway that was killed while it wrote");
        assertThat(file.getParent().toFile().list()).containsExactlyInAnyOrder("a", ".1.new");
        storing.restart();
        assertThat(names(storing)).containsExactly("a");
    }

    @Test
    void areRefusedWhileTheirDirectoryCannotBeWritten() throws Exception {
        Path place = Files.writeString(storing.directory().resolve("secrets"), "a file");
        assertRefused(Code.UNAVAILABLE, () -> create(storing, "a", "1"))
                .startsWith("the gateway cannot store changes in " + place);
        assertThat(names(storing)).isEmpty();
        Files.delete(place);
        create(storing, "a", "1");
        assertThat(names(storing)).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "-a", "a-", "a..b", "a/b", "../a", "a_b", ".a", "a\n"})
    void haveNamesOfKubernetes(String name) {
        assertRefused(Code.INVALID_ARGUMENT, () -> create(storing, name, "1")).startsWith("Name must match");
        assertRefused(Code.NOT_FOUND, () -> delete(storing, name));
    }

    @Test
    void haveAtMost253CharactersAnd1MiB() {
        String longest = "a".repeat(253);
        create(storing, longest, "v".repeat(1 << 20));
        assertThat(names(storing)).containsExactly(longest);
        assertRefused(Code.INVALID_ARGUMENT, () -> create(storing, longest + "a", "1"));
        assertRefused(Code.INVALID_ARGUMENT, () -> create(storing, "b", "v".repeat((1 << 20) + 1)))
                .isEqualTo("Value must have at most 1048576 bytes, not 1048577");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areNotDeletedWhileFunctionsUseThem(boolean stores) {
        RunningGateway gateway = stores ? storing : forgetting;
        create(gateway, "s", "1");
        for (String name : List.of("f", "g", "h", "i", "j", "k")) {
            gateway.stub()
                    .deploy(definition(name, "builtin/echo").addSecrets("s").build());
        }
        assertRefused(Code.FAILED_PRECONDITION, () -> delete(gateway, "s"))
                .isEqualTo("secret 's' is used by functions 'f', 'g', 'h', 'i', 'j' and 1 more");
        for (String name : List.of("g", "h", "i", "j", "k")) {
            gateway.stub().delete(definition(name, "").build());
        }
        assertRefused(Code.FAILED_PRECONDITION, () -> delete(gateway, "s"))
                .isEqualTo("secret 's' is used by function 'f'");
        gateway.stub().update(definition("f", "builtin/echo").build());
        delete(gateway, "s");
        assertThat(names(gateway)).isEmpty();
    }

    private static List<String> names(RunningGateway gateway) {
        return gateway.stub().listSecrets(Empty.getDefaultInstance()).getNamesList();
    }

    private static void create(RunningGateway gateway, String name, String value) {
        assertThat(gateway.stub().createSecret(secret(name, value)).getMsg()).isEqualTo("OK");
    }

    private static void delete(RunningGateway gateway, String name) {
        gateway.stub().deleteSecret(SecretRequest.newBuilder().setName(name).build());
    }

    private static Secret secret(String name, String value) {
        return Secret.newBuilder()
                .setName(name)
                .setValue(ByteString.copyFromUtf8(value))
                .build();
    }
}
