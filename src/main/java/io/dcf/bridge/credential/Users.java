package io.dcf.bridge.credential;

import io.dcf.bridge.route.Authorities;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;

/** Users by name and password, from the settings, a file, or both. */
public final class Users implements Authenticator, AutoCloseable {

    private static final String SETTING = "bridge.security.users";
    private static final String FILE = "bridge.security.users-file";
    private static final String FIX = "List one user a line, name:hash:authorities, such as what this prints:"
            + " htpasswd -nbBC 10 alice PASSWORD | sed '/./s/$/:functions:read functions:invoke/'";

    /** A user, and what the password has to match. */
    private record User(String hash, Authentication caller) {

        /** Without the hash. */
        @Override
        public String toString() {
            return caller.getName();
        }
    }

    private final CredentialFile<Map<String, User>> users;
    private final Passwords passwords = new Passwords();
    private final PasswordChecks checks = new PasswordChecks();

    /** Hours, so that a regular caller does not wait behind checks of wrong passwords. */
    private final AuthenticationCache<User> cache = new AuthenticationCache<>(Duration.ofHours(12));

    public Users(SecurityProperties properties, TaskScheduler scheduler) {
        if (properties.users().isEmpty() && properties.usersFile().isEmpty()) {
            throw new CredentialException(
                    FILE, "is missing, and so is " + SETTING + ": bridge.security.mode=basic needs one of them", FIX);
        }
        users = new CredentialFile<>(properties.usersFile(), () -> read(properties), scheduler);
    }

    private static Map<String, User> read(SecurityProperties properties) {
        Map<String, User> users = new TreeMap<>();
        properties
                .users()
                .forEach((name, user) -> add(
                        users, new CredentialLine(SETTING + "." + name, name, user.password(), user.authorities())));
        if (!properties.usersFile().isEmpty()) {
            CredentialLine.read(FILE, Path.of(properties.usersFile()), FIX).forEach(line -> add(users, line));
        }
        return users;
    }

    private static void add(Map<String, User> users, CredentialLine line) {
        line.checked(FIX);
        Passwords.requireHash(line);
        User user = new User(line.hash(), Authorities.caller(line.name(), line.authorities()));
        if (users.put(line.name(), user) != null) {
            throw new CredentialException(line.where(), "repeats the user '" + line.name() + "'", FIX);
        }
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
        boolean right = pair.length == 2 && checks.run(throttle, () -> matches(pair[1], user, current.values()));
        if (!right || user == null) {
            throw new BadCredentialsException("Name or password is wrong.");
        }
        cache.put(credentials, user, Instant.MAX);
        return identity(user);
    }

    /**
     * Whether a password is the user's; an empty one is nobody's. A failure costs one hash of each kind that any user has, so that the time tells
     * neither whether the user exists nor how the password is hashed.
     */
    private boolean matches(String password, @Nullable User user, Collection<User> all) {
        if (user != null && passwords.match(password, user.hash()) && !password.isEmpty()) {
            return true;
        }
        Set<String> done = new HashSet<>();
        if (user != null) {
            done.add(Passwords.kind(user.hash()));
        }
        for (User other : all) {
            if (done.add(Passwords.kind(other.hash()))) {
                passwords.match(password, other.hash());
            }
        }
        return false;
    }

    /** It holds as long as the password is the same. */
    private Identity identity(User user) {
        String name = user.caller().getName();
        return new Identity(
                user.caller(),
                () -> Optional.ofNullable(users.current().get(name))
                        .filter(now -> now.hash().equals(user.hash()))
                        .map(User::caller));
    }

    private static String decoded(String credentials) {
        try {
            return new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadCredentialsException("Name and password have to be apart by ':' and in base64.");
        }
    }

    @Override
    public void close() {
        users.close();
        checks.close();
    }
}
