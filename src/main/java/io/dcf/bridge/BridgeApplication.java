package io.dcf.bridge;

import io.dcf.bridge.settings.CommandLine;
import java.security.Security;
import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** Starts the {@link Bridge}, with the embedded gateway if no other is configured, or in mode gateway the gateway alone. Both have the same security. */
@SpringBootApplication(
        scanBasePackages = {
            "io.dcf.gateway.server",
            "io.dcf.bridge.credential",
            "io.dcf.bridge.limit",
            "io.dcf.bridge.problem",
            "io.dcf.bridge.proxy",
            "io.dcf.bridge.security",
            "io.dcf.bridge.settings"
        })
@Import(Bridge.class)
@ConfigurationPropertiesScan({"io.dcf.bridge", "io.dcf.gateway.server"})
public class BridgeApplication {

    /** The JDK and gRPC each cache the addresses of a name for 30 s, which is too long for a gateway that moves. */
    private static final String SECONDS_TO_KEEP_ADDRESSES = "3";

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // for messages of libraries, such as those of validation
        String answer = CommandLine.answer(args);
        if (answer != null) {
            System.out.println(answer);
            return;
        }
        Security.setProperty("networkaddress.cache.ttl", SECONDS_TO_KEEP_ADDRESSES);
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        System.setProperty("networkaddress.cache.ttl", SECONDS_TO_KEEP_ADDRESSES);
        SpringApplication.run(BridgeApplication.class, args);
    }
}
