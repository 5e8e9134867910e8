package io.dcf.bridge.credential;

import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.security.core.Authentication;

/**
 * An authenticated client.
 *
 * @param caller the client and its authorities, as its credentials say now
 * @param current the same at any later time; empty once the credentials have expired or were removed
 */
public record Identity(Authentication caller, Supplier<Optional<Authentication>> current) {}
