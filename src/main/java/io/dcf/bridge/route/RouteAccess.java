package io.dcf.bridge.route;

import io.dcf.bridge.security.RouteAccessCheck;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;

/**
 * The one table of what each route asks of its caller. A path that is not in it asks that the caller be known, so that a stranger does not learn what
 * there is; a route that is served there nevertheless is refused by {@link RouteAccessCheck}.
 */
public final class RouteAccess {

    /** What a route asks of its caller. */
    public enum Need {
        NOTHING(null),
        KNOWN(null),
        READ(Authorities.READ),
        WRITE(Authorities.WRITE),
        /** What names functions of all kinds; also asks what each of them asks of its callers. */
        READ_ALL(Authorities.READ),
        WRITE_ALL(Authorities.WRITE),
        INVOKE(Authorities.INVOKE);

        private final @Nullable GrantedAuthority authority;

        Need(@Nullable GrantedAuthority authority) {
            this.authority = authority;
        }

        /** The authority that is needed; null where none is. */
        public @Nullable GrantedAuthority authority() {
            return authority;
        }

        public boolean isAboutAllFunctions() {
            return this == READ_ALL || this == WRITE_ALL;
        }
    }

    /** What a request asks of its caller, and the function that it names, if any. */
    public record Demand(Need need, @Nullable String function) {}

    private static final Demand UNNAMED = new Demand(Need.KNOWN, null);

    /** Of which there are none but those that the table names otherwise. */
    private static final String FILES = "GET /**";

    private static final String NAME = "{name}";
    private static final List<String> NAMED = List.of("/function/", "/api/v1/functions/");

    /** What these addresses and all below them are asked for, functions answer, whatever the method. */
    private static final List<String> INVOCATIONS =
            List.of("/function/" + NAME, "/api/v1/functions/" + NAME + "/invocations");

    private static final Map<String, Need> ROUTES = Map.ofEntries(
            Map.entry("GET /api/v1/functions", Need.READ),
            Map.entry("POST /api/v1/functions", Need.WRITE),
            Map.entry("GET /api/v1/functions/{name}", Need.READ),
            Map.entry("PUT /api/v1/functions/{name}", Need.WRITE),
            Map.entry("DELETE /api/v1/functions/{name}", Need.WRITE),
            Map.entry("PUT /api/v1/functions/{name}/replicas", Need.WRITE),
            Map.entry("GET /api/v1/functions/{name}/logs", Need.READ),
            Map.entry("POST /api/v1/functions/{name}/stream", Need.INVOKE),
            Map.entry("GET /api/v1/functions/{name}/stream", Need.INVOKE), // a WebSocket
            Map.entry("GET /api/v1/info", Need.READ),
            Map.entry("GET /actuator/prometheus", Need.READ_ALL),
            Map.entry("GET /actuator/sbom", Need.READ),
            Map.entry("GET /actuator/sbom/**", Need.READ),
            Map.entry("GET /actuator/loggers", Need.READ),
            Map.entry("GET /actuator/loggers/**", Need.READ),
            Map.entry("POST /actuator/loggers/**", Need.WRITE),
            Map.entry("GET /actuator", Need.READ),
            Map.entry("GET /actuator/**", Need.WRITE_ALL), // what settings add, such as a dump of the heap
            Map.entry("POST /actuator/**", Need.WRITE_ALL),
            Map.entry("DELETE /actuator/**", Need.WRITE_ALL),
            Map.entry("GET /actuator/health", Need.NOTHING),
            Map.entry("GET /actuator/health/**", Need.NOTHING),
            Map.entry("GET /livez", Need.NOTHING),
            Map.entry("GET /readyz", Need.NOTHING),
            Map.entry("GET /", Need.NOTHING),
            Map.entry("GET /swagger-ui.html", Need.NOTHING),
            Map.entry("GET /swagger-ui/**", Need.NOTHING),
            Map.entry("GET /v3/api-docs", Need.NOTHING),
            Map.entry("GET /v3/api-docs/**", Need.NOTHING),
            Map.entry("GET /v3/api-docs.yaml", Need.NOTHING),
            Map.entry("GET /demo", Need.NOTHING),
            Map.entry("GET /demo/**", Need.NOTHING),
            Map.entry("GET /favicon.ico", Need.NOTHING),
            Map.entry("GET /webjars/**", Need.KNOWN),
            Map.entry("GET /error", Need.KNOWN),
            Map.entry(FILES, Need.KNOWN));

    /** What the table says of whole folders, the longer first. */
    private final List<Map.Entry<String, Demand>> folders;

    private final Map<String, Demand> routes = new HashMap<>();

    public RouteAccess() {
        ROUTES.forEach((route, need) -> routes.put(route, new Demand(need, null)));
        folders = ROUTES.entrySet().stream()
                .filter(route ->
                        route.getKey().endsWith("/**") && !route.getKey().equals(FILES))
                .map(route -> Map.entry(route.getKey().replace("/**", "/"), new Demand(route.getValue(), null)))
                .sorted((a, b) -> b.getKey().length() - a.getKey().length())
                .toList();
    }

    /** What a request asks of its caller. */
    public Demand of(HttpServletRequest request) {
        Demand demand = find(request.getMethod(), RoutePath.of(request));
        return demand == null ? UNNAMED : demand;
    }

    private @Nullable Demand find(String method, String path) {
        String asked = method.equals("HEAD") ? "GET" : method;
        for (String prefix : NAMED) {
            if (path.startsWith(prefix)) {
                return named(asked, prefix, path);
            }
        }
        String route = asked + " " + path;
        Demand demand = routes.get(route);
        return demand != null ? demand : folder(route);
    }

    /** Whatever the method, the function has a say. */
    private Demand named(String method, String prefix, String path) {
        int slash = path.indexOf('/', prefix.length());
        int end = slash < 0 ? path.length() : slash;
        String name = path.substring(prefix.length(), end);
        String route = prefix + NAME + path.substring(end);
        if (isInvocation(route)) {
            return new Demand(Need.INVOKE, name);
        }
        Demand demand = routes.get(method + " " + route);
        return new Demand(demand == null ? Need.KNOWN : demand.need(), name);
    }

    private static boolean isInvocation(String route) {
        for (String each : INVOCATIONS) {
            if (route.startsWith(each) && (route.length() == each.length() || route.charAt(each.length()) == '/')) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Demand folder(String route) {
        for (Map.Entry<String, Demand> folder : folders) {
            if (route.startsWith(folder.getKey())) {
                return folder.getValue();
            }
        }
        return null;
    }

    /**
     * What the table says of a route, by the pattern that it is mapped with; null where it does not name it. The function, if there is one, is the
     * pattern's placeholder.
     */
    @Nullable
    public Demand ofRoute(String method, String pattern) {
        Demand demand = find(method, pattern);
        return demand == null || demand.function() != null && demand.need() == Need.KNOWN ? null : demand;
    }
}
