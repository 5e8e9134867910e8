package io.dcf.bridge.route;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks up requests in the table of {@link Routes}: exact paths first, then the longest folder. */
public final class RouteTable {

    private static final String NAME = "{name}";
    private static final String LAST_MATCH = LastMatch.class.getName();

    /** The paths before a variable segment, and its placeholder. */
    private static final List<Variable> VARIABLES = Routes.TABLE.stream()
            .map(Route::pattern)
            .filter(pattern -> pattern.contains("{"))
            .map(pattern -> new Variable(
                    pattern.substring(0, pattern.indexOf('{')),
                    pattern.substring(pattern.indexOf('{'), pattern.indexOf('}') + 1)))
            .distinct()
            .toList();

    /** The routes by method and pattern. */
    private static final Map<String, Route> ROUTES = Routes.TABLE.stream()
            .collect(
                    Collectors.toUnmodifiableMap(route -> route.method() + " " + route.pattern(), Function.identity()));

    /** The routes that include all paths below them, the longest first. */
    private static final List<Folder> FOLDERS = Routes.TABLE.stream()
            .filter(route -> route.isFolder() && !route.pattern().equals(Routes.FILES_PATH))
            .map(route -> new Folder(route.address() + "/", route))
            .sorted(Comparator.comparing(folder -> -folder.prefix().length()))
            .toList();

    private record Variable(String prefix, String placeholder) {}

    private record Folder(String prefix, Route route) {

        boolean has(String method, String path) {
            return path.startsWith(prefix)
                    && (route.method().equals(method) || route.method().equals("*"));
        }
    }

    /** The last match of a request, which is kept with it, since valves, filters and the log ask for it. */
    private record LastMatch(String method, String path, RouteMatch match) {}

    private RouteTable() {}

    public static RouteMatch match(HttpServletRequest request) {
        String method =
                request.getMethod() == null ? "" : request.getMethod(); // null if Tomcat could not parse the request
        String path = RoutePath.of(request);
        if (request.getAttribute(LAST_MATCH) instanceof LastMatch last
                && last.path.equals(path)
                && last.method.equals(method)) {
            return last.match;
        }
        RouteMatch match = match(method, path);
        request.setAttribute(LAST_MATCH, new LastMatch(method, path, match));
        return match;
    }

    /** @param path the path of a request, or the pattern of a controller, whose placeholder then is the function */
    public static RouteMatch match(String method, String path) {
        String asked = method.equals("HEAD") ? "GET" : method;
        for (Variable variable : VARIABLES) {
            String prefix = variable.prefix();
            if (path.startsWith(prefix)) {
                int slash = path.indexOf('/', prefix.length());
                int end = slash < 0 ? path.length() : slash;
                String value = path.substring(prefix.length(), end);
                String function = variable.placeholder().equals(NAME) ? FunctionReference.name(prefix, value) : null;
                return match(asked, prefix + variable.placeholder() + path.substring(end), function);
            }
        }
        return match(asked, path, null);
    }

    private static RouteMatch match(String method, String pattern, @Nullable String function) {
        Route exact = ROUTES.get(method + " " + pattern);
        if (exact == null) {
            exact = ROUTES.get("* " + pattern);
        }
        if (exact != null) {
            return new RouteMatch(exact, function, "");
        }
        for (Folder folder : FOLDERS) {
            if (folder.has(method, pattern)) {
                return new RouteMatch(
                        folder.route(),
                        function,
                        pattern.substring(folder.prefix().length() - 1));
            }
        }
        return new RouteMatch(Routes.UNKNOWN, function, "");
    }

    /** Whether a request is for monitoring or operators: it is not limited, not traced, and logged at debug. */
    public static boolean isForOperators(HttpServletRequest request) {
        return match(request).route().audience() == Route.Audience.OPERATORS;
    }
}
