package io.dcf.bridge.channel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.grpc.NameResolver;
import io.grpc.NameResolver.ConfigOrError;
import io.grpc.NameResolver.ServiceConfigParser;
import io.grpc.SynchronizationContext;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;

/** Addresses of gateways: the bridge can connect to each that the settings allow, under its own name. */
public final class TargetFuzz {

    private static final Validator SETTINGS =
            Validation.buildDefaultValidatorFactory().getValidator();
    private static final NameResolver.Args ARGS = NameResolver.Args.newBuilder()
            .setDefaultPort(443)
            .setProxyDetector(address -> null)
            .setSynchronizationContext(new SynchronizationContext((thread, failure) -> {
                throw new AssertionError(failure);
            }))
            .setServiceConfigParser(new ServiceConfigParser() {
                @Override
                public ConfigOrError parseServiceConfig(Map<String, ?> config) {
                    return ConfigOrError.fromConfig(config);
                }
            })
            .build();

    private TargetFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String address = new String(bytes, ISO_8859_1);
        if (address.isEmpty()
                || !GatewayProperties.isResolvable(address)
                || !SETTINGS.validateValue(GatewayProperties.class, "address", address)
                        .isEmpty()) {
            return;
        }
        String[] names = address.replaceFirst("^(static|dns):///?", "").split(",");
        URI list = URI.create(GatewayTarget.of(address).replaceFirst("^dns:", "static:"));
        NameResolver resolver = new AddressListProvider().newNameResolver(list, ARGS);
        if (!Arrays.asList(names).contains(resolver.getServiceAuthority())) {
            throw new AssertionError(address + " became " + resolver.getServiceAuthority());
        }
        resolver.shutdown();
    }
}
