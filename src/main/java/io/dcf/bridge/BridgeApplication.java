package io.dcf.bridge;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** Starts the embedded gateway where it is wanted and, unless it is wanted alone, the {@link Bridge}. */
@SpringBootApplication(scanBasePackages = {"io.dcf.bridge.embedded", "io.dcf.bridge.start"})
@Import(Bridge.class)
@ConfigurationPropertiesScan
public class BridgeApplication {

    public static void main(String[] args) {
        SpringApplication.run(BridgeApplication.class, args);
    }
}
