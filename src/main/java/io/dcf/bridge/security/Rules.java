package io.dcf.bridge.security;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.web.util.UriUtils;

/**
 * The one table of what each route asks of its caller. Whatever is not in it asks that the caller be known, so that a
 * stranger does not learn what there is.
 */
final class Rules {

    /** What a route asks of its caller. */
    enum Need {
        NOTHING(null),
        KNOWN(null),
        READ(Authorities.READ),
        WRITE(Authorities.WRITE),
        INVOKE(Authorities.INVOKE);

        private final @Nullable GrantedAuthority authority;

        Need(@Nullable GrantedAuthority authority) {
            this.authority = authority;
        }

        /** The authority that is needed; null where none is. */
        @Nullable
        GrantedAuthority authority() {
            return authority;
        }
    }

    /** What a request asks of its caller, and the function that it names, if any. */
    record Demand(Need need, @Nullable String function) {}

    private static final Demand UNNAMED = new Demand(Need.KNOWN, null);

    /** What is there may be something that a setting has moved. */
    private static final Demand UNNAMED_CHANGE = new Demand(Need.WRITE, null);

    /** Of which there are none but those that the table names otherwise. */
    private static final String FILES = "GET /**";

    /** Of which all methods that there are are named. */
    private static final String API = "/api/v1/";

    private static final String NAME = "{name}";
    private static final List<String> NAMED = List.of("/function/", "/api/v1/functions/");

    private static final Map<String, Need> ROUTES = Map.ofEntries(
            Map.entry("GET /api/v1/functions", Need.READ),
            Map.entry("POST /api/v1/functions", Need.WRITE),
            Map.entry("GET /api/v1/functions/{name}", Need.READ),
            Map.entry("PUT /api/v1/functions/{name}", Need.WRITE),
            Map.entry("DELETE /api/v1/functions/{name}", Need.WRITE),
            Map.entry("PUT /api/v1/functions/{name}/replicas", Need.WRITE),
            Map.entry("GET /api/v1/functions/{name}/logs", Need.READ),
            Map.entry("POST /api/v1/functions/{name}/invocations", Need.INVOKE),
            Map.entry("POST /api/v1/functions/{name}/stream", Need.INVOKE),
            Map.entry("GET /api/v1/functions/{name}/stream", Need.INVOKE), // a WebSocket
            Map.entry("POST /function/{name}", Need.INVOKE),
            Map.entry("GET /api/v1/info", Need.READ),
            Map.entry("GET /actuator/prometheus", Need.READ),
            Map.entry("GET /actuator/sbom", Need.READ),
            Map.entry("GET /actuator/sbom/**", Need.READ),
            Map.entry("GET /actuator/loggers", Need.READ),
            Map.entry("GET /actuator/loggers/**", Need.READ),
            Map.entry("POST /actuator/loggers/**", Need.WRITE),
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

    Rules() {
        ROUTES.forEach((route, need) -> routes.put(route, new Demand(need, null)));
        folders = ROUTES.entrySet().stream()
                .filter(route ->
                        route.getKey().endsWith("/**") && !route.getKey().equals(FILES))
                .map(route -> Map.entry(route.getKey().replace("/**", "/"), new Demand(route.getValue(), null)))
                .sorted((a, b) -> b.getKey().length() - a.getKey().length())
                .toList();
    }

    /** What a request asks of its caller. */
    Demand of(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        // What the firewall lets through means the same once it is decoded.
        return of(request.getMethod(), path.indexOf('%') < 0 ? path : UriUtils.decode(path, StandardCharsets.UTF_8));
    }

    Demand of(String method, String path) {
        Demand demand = find(method, path);
        if (demand != null) {
            return demand;
        }
        boolean changes = !method.equals("GET") && !method.equals("HEAD") && !path.startsWith(API);
        return changes ? UNNAMED_CHANGE : UNNAMED;
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
        Demand demand = routes.get(method + " " + prefix + NAME + path.substring(end));
        return new Demand(demand == null ? Need.KNOWN : demand.need(), path.substring(prefix.length(), end));
    }

    private @Nullable Demand folder(String route) {
        for (Map.Entry<String, Demand> folder : folders) {
            if (route.startsWith(folder.getKey())) {
                return folder.getValue();
            }
        }
        return null;
    }

    /** Whether the table names a route, by the pattern that it is mapped with, rather than leave it to its default. */
    boolean names(String method, String pattern) {
        Demand demand = find(method, pattern);
        return demand != null && (demand.function() == null || demand.need() != Need.KNOWN);
    }
}
