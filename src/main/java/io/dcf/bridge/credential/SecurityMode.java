package io.dcf.bridge.credential;

import java.util.Locale;

/** How clients authenticate. */
public enum SecurityMode {
    /** Not at all: all clients have access. */
    NONE,
    /** With a name and a password. */
    BASIC,
    /** With one of the tokens that a file lists. */
    TOKEN,
    /** With a token that an issuer signed. */
    JWT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
