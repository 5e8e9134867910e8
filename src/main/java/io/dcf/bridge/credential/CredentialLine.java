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
 * One of those who may call: a line {@code name:hash:authorities} of a file, the authorities apart by blanks or commas. Empty lines, and those that
 * begin with '#', are none.
 */
record CredentialLine(String where, String name, String hash, List<String> authorities) {

    /** @param setting what names the file */
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
            throw new CredentialException(setting, "lists nobody: " + file, fix);
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
            throw new CredentialException(where, "is not of the form name:hash:authorities", fix);
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

    /** Whoever is listed is allowed something. */
    CredentialLine checked(String fix) {
        if (authorities.isEmpty()) {
            throw new CredentialException(
                    where, "names no authorities", "Name some of " + Authorities.ALL + ". " + fix);
        }
        return this;
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return where;
    }
}
