package io.dcf.bridge.tomcat;

import java.lang.invoke.MethodHandles;
import org.apache.tomcat.util.http.parser.HttpParser;

/**
 * Has Tomcat take an underscore in a host's name, as RFC 3986 3.2.2 allows and names of containers have, in every version of HTTP. Tomcat has
 * neither a setting for it nor a way in, so its table of letters is changed.
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
            throw new IllegalStateException("Tomcat keeps its letters elsewhere now", e);
        }
    }
}
