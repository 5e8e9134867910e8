package io.dcf.gateway.service;

import com.google.protobuf.ByteString;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.engine.Engine;
import io.grpc.Status;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Manages the secrets of an engine. Nothing returns or logs a value. */
final class Secrets {

    /** The limit of Kubernetes. */
    private static final int MAX_BYTES = 1 << 20;

    private static final int MAX_NAME = 253;
    private static final int MAX_SHOWN = 5;
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private final Functions functions;
    private final Engine engine;

    Secrets(Functions functions, Engine engine) {
        this.functions = functions;
        this.engine = engine;
    }

    List<String> names() {
        return engine.secrets().names();
    }

    void create(String name, ByteString value) {
        requireValid(name, value);
        engine.secrets().create(name, value);
    }

    void replace(String name, ByteString value) {
        requireValid(name, value);
        engine.secrets().replace(name, value);
    }

    void delete(String name) {
        synchronized (functions) { // so that no function that names it is deployed meanwhile
            List<String> users = engine.all().stream()
                    .filter(each -> each.definition().getSecretsList().contains(name))
                    .map(each -> "'" + each.definition().getService() + "'")
                    .toList();
            if (!users.isEmpty()) {
                throw inUse(name, users);
            }
            engine.secrets().delete(name);
        }
    }

    private static RuntimeException inUse(String name, List<String> users) {
        String shown = users.stream().limit(MAX_SHOWN).collect(Collectors.joining(", "));
        return Refusal.with(
                Status.Code.FAILED_PRECONDITION,
                "secret '" + name + "' is used by function" + (users.size() == 1 ? " " : "s ") + shown
                        + (users.size() > MAX_SHOWN ? " and " + (users.size() - MAX_SHOWN) + " more" : ""));
    }

    private static void requireValid(String name, ByteString value) {
        if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "Name must match " + NAME + ", with at most " + MAX_NAME + " characters");
        }
        if (value.size() > MAX_BYTES) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "Value must have at most " + MAX_BYTES + " bytes, not " + value.size());
        }
    }
}
