package io.dcf.bridge;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Scans all packages of the bridge, unless the process is a gateway alone. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "bridge.mode", havingValue = "bridge", matchIfMissing = true)
@ComponentScan
class Bridge {}
