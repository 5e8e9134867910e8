package io.dcf.bridge.credential;

import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.security.core.Authentication;

/**
 * Who calls.
 *
 * @param caller as the credentials say now
 * @param current the same at any later time; empty once the credentials have expired, or are not those of the settings any more
 */
public record Identity(Authentication caller, Supplier<Optional<Authentication>> current) {}
