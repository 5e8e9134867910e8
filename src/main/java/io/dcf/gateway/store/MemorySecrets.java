package io.dcf.gateway.store;

import com.google.protobuf.ByteString;
import io.dcf.gateway.call.Refusal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The secrets of a gateway that stores nothing. It keeps only their names, since no function that it runs reads a value. */
public final class MemorySecrets implements SecretStore {

    private final Set<String> names = new ConcurrentSkipListSet<>();

    @Override
    public List<String> names() {
        return List.copyOf(names);
    }

    @Override
    public void create(String name, ByteString value) {
        if (!names.add(name)) {
            throw Refusal.secretExists(name);
        }
    }

    @Override
    public void replace(String name, ByteString value) {
        if (!names.contains(name)) {
            throw Refusal.secretNotFound(name);
        }
    }

    @Override
    public void delete(String name) {
        if (!names.remove(name)) {
            throw Refusal.secretNotFound(name);
        }
    }
}
