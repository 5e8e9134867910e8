package io.dcf.bridge.channel;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Resolves {@code static:///a:1,b:2} to the current addresses of all names, each with its own name for TLS. Omits names that cannot be
 * resolved, unless none can.
 */
final class AddressList extends NameResolver {

    private final Map<String, NameResolver> names;
    private final Map<String, StatusOr<List<EquivalentAddressGroup>>> found = new LinkedHashMap<>();

    AddressList(Map<String, NameResolver> names) {
        this.names = names;
    }

    /** The channel's authority. TLS uses it only if the settings override it. */
    @Override
    public String getServiceAuthority() {
        return names.keySet().iterator().next();
    }

    @Override
    public void start(Listener2 listener) {
        names.forEach((name, resolver) -> resolver.start(new Listener2() {
            @Override
            public Status onResult2(ResolutionResult result) {
                found.put(name, result.getAddressesOrError());
                return found.size() < names.size() ? Status.OK : listener.onResult2(all());
            }

            @Override
            public void onResult(ResolutionResult result) {
                onResult2(result);
            }

            @Override
            public void onError(Status failure) {
                onResult2(ResolutionResult.newBuilder()
                        .setAddressesOrError(StatusOr.fromStatus(failure))
                        .build());
            }
        }));
    }

    @Override
    public void refresh() {
        names.values().forEach(NameResolver::refresh);
    }

    @Override
    public void shutdown() {
        names.values().forEach(NameResolver::shutdown);
    }

    private ResolutionResult all() {
        List<EquivalentAddressGroup> addresses = found.entrySet().stream()
                .filter(each -> each.getValue().hasValue())
                .flatMap(each -> each.getValue().getValue().stream().map(address -> named(address, each.getKey())))
                .toList();
        return ResolutionResult.newBuilder()
                .setAddressesOrError(
                        addresses.isEmpty() ? found.values().iterator().next() : StatusOr.fromValue(addresses))
                .build();
    }

    private static EquivalentAddressGroup named(EquivalentAddressGroup group, String name) {
        return new EquivalentAddressGroup(
                group.getAddresses(),
                group.getAttributes().toBuilder()
                        .set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, name)
                        .build());
    }
}
