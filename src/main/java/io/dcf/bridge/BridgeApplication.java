package io.dcf.bridge;

import io.dcf.bridge.startup.CommandLine;
import java.security.Security;
import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** Starts the embedded gateway where it is wanted and, unless it is wanted alone, the {@link Bridge}; either way, who may call is asked. */
@SpringBootApplication(
        scanBasePackages = {
            "io.dcf.gateway.server",
            "io.dcf.bridge.credential",
            "io.dcf.bridge.limit",
            "io.dcf.bridge.problem",
            "io.dcf.bridge.proxy",
            "io.dcf.bridge.security",
            "io.dcf.bridge.startup"
        })
@Import(Bridge.class)
@ConfigurationPropertiesScan({"io.dcf.bridge", "io.dcf.gateway.server"})
public class BridgeApplication {

    /** The JDK and gRPC keep the addresses of a name for 30 s each; a gateway that moved is to be found sooner. */
    private static final String SECONDS_TO_KEEP_ADDRESSES = "3";

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // of libraries' messages, such as those of validation
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
