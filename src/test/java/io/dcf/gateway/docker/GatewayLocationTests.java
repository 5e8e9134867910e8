package io.dcf.gateway.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GatewayLocationTests {

    private static final String ON_A_MACHINE = "25 1 0:23 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n";

    @RegisterExtension
    final StandInEngine engine = new StandInEngine();

    private DockerClient client;

    @BeforeEach
    void connect() {
        client = new DockerClients(engine.address()).open(Duration.ofSeconds(10));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
    }

    @Test
    void isTheMachineWhereNoContainerIsAround() {
        GatewayLocation place = GatewayLocation.of(client, ON_A_MACHINE);
        assertThat(place.container()).isNull();
        assertThat(place.network()).isNull();
        assertThat(place.onMachine(Path.of("/run/secrets/a"))).isEqualTo("/run/secrets/a");
    }

    @Test
    void isAContainerOfTheSameEngine() {
        StandInContainer own = engine.described("""
                {"Name":"/compose-gateway-1",
                 "NetworkSettings":{"Networks":{"compose_default":{"IPAddress":"172.18.0.2"}}},
                 "Mounts":[{"Type":"bind","Source":"/home/kim/secrets","Destination":"/run/secrets","RW":false}]}""");
        GatewayLocation place = GatewayLocation.of(client, mounts(own.id()));
        assertThat(place.container()).isEqualTo("compose-gateway-1");
        assertThat(place.network()).isEqualTo("compose_default");
        assertThat(place.onMachine(Path.of("/run/secrets/a"))).isEqualTo("/home/kim/secrets/a");
        assertThat(place.onMachine(Path.of("/run/other"))).isEqualTo("/run/other");
    }

    /** It shares the machine's interfaces, loopback too. */
    @Test
    void reachesTheMachinesPortsFromItsNetwork() {
        StandInContainer own = engine.described("""
                {"Name":"/gateway","NetworkSettings":{"Networks":{"host":{"IPAddress":""}}},"Mounts":[]}""");
        assertThat(GatewayLocation.of(client, mounts(own.id())).network()).isNull();
    }

    @Test
    void isTheMachineWhereTheContainerIsAnotherEngines() {
        assertThat(GatewayLocation.of(client, mounts("0".repeat(64))).container())
                .isNull();
    }

    private static String mounts(String container) {
        return ON_A_MACHINE
                + "815 794 254:1 /var/lib/docker/containers/" + container
                + "/hostname /etc/hostname rw,relatime - ext4 /dev/vda1 rw\n";
    }
}
