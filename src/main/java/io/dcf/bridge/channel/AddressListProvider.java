package io.dcf.bridge.channel;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Creates {@link AddressList}s. Replaces net.devh's provider, which resolves names only once. */
final class AddressListProvider extends NameResolverProvider {

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        NameResolverProvider dns =
                Objects.requireNonNull(NameResolverRegistry.getDefaultRegistry().getProviderForScheme("dns"));
        Map<String, NameResolver> names = new LinkedHashMap<>();
        Arrays.stream(target.getPath().substring(1).split(","))
                .forEach(name -> names.put(
                        name,
                        dns.newNameResolver(
                                URI.create("dns:///" + name.replace("[", "%5B").replace("]", "%5D")), args)));
        return new AddressList(names);
    }

    @Override
    public String getDefaultScheme() {
        return "static";
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return 6; // net.devh's provider has 4
    }
}
