package io.dcf.bridge.connection;

import java.lang.invoke.MethodHandles;
import org.apache.tomcat.util.http.parser.HttpParser;

/**
 * Lets Tomcat accept an underscore in a host name, as RFC 3986, 3.2.2 allows and container names have.
 *
 * <p>Tomcat 11.0.27 rejects it, without a setting. Its table of letters is changed by reflection: docs/decisions/0038-request-heads.md. Remove
 * when: Tomcat accepts the underscore, or has a setting for it.
 */
final class HostNames {

    private HostNames() {}

    static void allowUnderscores() {
        try {
            boolean[] letters = (boolean[]) MethodHandles.privateLookupIn(HttpParser.class, MethodHandles.lookup())
                    .findStaticVarHandle(HttpParser.class, "IS_ALPHA", boolean[].class)
                    .get();
            letters['_'] = true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("HttpParser.IS_ALPHA of this Tomcat version cannot be changed", e);
        }
    }
}
