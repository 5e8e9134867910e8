package io.dcf.bridge.credential;

import io.dcf.bridge.route.Authorities;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.security.core.Authentication;

/** A user and the hash of the password. */
record User(String hash, Authentication caller) {

    private static final String SETTING = "bridge.security.users";
    private static final String FILE = "bridge.security.users-file";
    private static final String FIX = "Write one user per line as name:hash:authorities. This prints such a line:"
            + " htpasswd -nbBC 10 alice PASSWORD | sed '/./s/$/:functions:read functions:invoke/'";

    static void requireAny(SecurityProperties properties) {
        if (properties.users().isEmpty() && properties.usersFile().isEmpty()) {
            throw new CredentialException(
                    FILE, "and " + SETTING + " are not set, and bridge.security.mode=basic needs one of them", FIX);
        }
    }

    /** The users of the settings and of the file, by name. Throws a {@link CredentialException} if one is invalid. */
    static Map<String, User> read(SecurityProperties properties) {
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

    /** Does not show the hash. */
    @Override
    public String toString() {
        return caller.getName();
    }
}
