package io.dcf.bridge.credential;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.security.authentication.BadCredentialsException;

/** Authenticates users by name and password, from the settings, a file, or both. */
public final class Users implements Authenticator, AutoCloseable {

    private final CredentialFile<Map<String, User>> users;
    private final Passwords passwords = new Passwords();
    private final PasswordChecks checks = new PasswordChecks();

    /** Hours, so that a regular caller does not wait behind checks of wrong passwords. */
    private final AuthenticationCache<User> cache = new AuthenticationCache<>(Duration.ofHours(12));

    public Users(SecurityProperties properties, TaskScheduler scheduler) {
        User.requireAny(properties);
        users = new CredentialFile<>(properties.usersFile(), () -> User.read(properties), scheduler);
    }

    @Override
    public String name() {
        return "Basic";
    }

    @Override
    public Identity authenticate(String credentials, boolean throttle) {
        String[] pair = decoded(credentials).split(":", 2);
        Map<String, User> current = users.current();
        @Nullable User user = current.get(pair[0]);
        if (user != null && user.equals(cache.find(credentials))) {
            return identity(user);
        }
        boolean correct = pair.length == 2 && checks.run(throttle, () -> matches(pair[1], user, current.values()));
        if (!correct || user == null) {
            throw new BadCredentialsException("The name or the password is wrong.");
        }
        cache.put(credentials, user, Instant.MAX);
        return identity(user);
    }

    private boolean matches(String password, @Nullable User user, Collection<User> all) {
        return passwords.matches(
                password,
                user == null ? null : user.hash(),
                all.stream().map(User::hash).toList());
    }

    /** Stays current until the user's password changes. */
    private Identity identity(User user) {
        String name = user.caller().getName();
        return new Identity(
                user.caller(),
                () -> Optional.ofNullable(users.current().get(name))
                        .filter(now -> now.hash().equals(user.hash()))
                        .map(User::caller),
                null);
    }

    private static String decoded(String credentials) {
        try {
            return new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadCredentialsException("The credentials are not base64 of name:password.");
        }
    }

    @Override
    public void close() {
        users.close();
        checks.close();
    }
}
