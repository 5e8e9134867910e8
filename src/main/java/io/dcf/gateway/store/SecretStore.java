package io.dcf.gateway.store;

import com.google.protobuf.ByteString;
import java.util.List;

/** Stores the secrets that functions may name. What fails is a {@code StatusRuntimeException}. Thread-safe. */
public interface SecretStore {

    /** The names of all secrets, sorted. */
    List<String> names();

    /** ALREADY_EXISTS if the name is in use. */
    void create(String name, ByteString value);

    /** NOT_FOUND if there is no such secret. */
    void replace(String name, ByteString value);

    /** NOT_FOUND if there is no such secret. */
    void delete(String name);
}
