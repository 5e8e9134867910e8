package io.dcf.bridge.credential;

import java.util.Locale;

/** How a caller says who it is. */
public enum SecurityMode {
    /** Not at all: whoever reaches the bridge may call. */
    NONE,
    /** By a name and a password. */
    BASIC,
    /** By one of the tokens that a file lists. */
    TOKEN,
    /** By a token that an issuer has signed. */
    JWT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
