package io.dcf.bridge.credential;

import io.dcf.bridge.route.Authorities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A user or a token: a line {@code name:hash:authorities} of a file, with authorities separated by spaces or commas.
 * Empty lines and lines that begin with '#' are skipped.
 */
record CredentialLine(String where, String name, String hash, List<String> authorities) {

    /** @param setting the setting that names the file */
    static List<CredentialLine> read(String setting, Path file, String fix) {
        List<CredentialLine> lines = new ArrayList<>();
        List<String> texts = texts(setting, file, fix);
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i).strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                lines.add(parse(setting + " (" + file + ", line " + (i + 1) + ")", text, fix));
            }
        }
        if (lines.isEmpty()) {
            throw new CredentialException(setting, "has no entries: " + file, fix);
        }
        return lines;
    }

    private static List<String> texts(String setting, Path file, String fix) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CredentialException(setting, "cannot be read: " + file, fix);
        }
    }

    private static CredentialLine parse(String where, String text, String fix) {
        String[] parts = text.split(":", 3);
        if (parts.length < 3 || parts[0].isBlank()) {
            throw new CredentialException(where, "does not have the form name:hash:authorities", fix);
        }
        return new CredentialLine(
                        where,
                        parts[0].strip(),
                        parts[1].strip(),
                        Stream.of(parts[2].split("[\\s,]+"))
                                .filter(each -> !each.isEmpty())
                                .toList())
                .checked(fix);
    }

    /** This line; throws where it has no authorities. */
    CredentialLine checked(String fix) {
        if (authorities.isEmpty()) {
            throw new CredentialException(where, "has no authorities", "Add some of " + Authorities.ALL + ". " + fix);
        }
        return this;
    }

    /** Does not show the hash. */
    @Override
    public String toString() {
        return where;
    }
}
