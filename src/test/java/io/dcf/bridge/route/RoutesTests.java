package io.dcf.bridge.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.RawRequest;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.credential.TokenTests;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Walks every route that the running bridge has: a new one without a rule fails here. */
class RoutesTests {

    /** What a stranger may see, and nothing else. */
    private static final Set<String> PUBLIC = Set.of(
            "GET /",
            "GET /swagger-ui.html",
            "GET /swagger-ui/**",
            "GET /swagger-ui/*index.html",
            "GET /swagger-ui/*swagger-initializer.js",
            "GET /v3/api-docs",
            "GET /v3/api-docs/**",
            "GET /v3/api-docs/swagger-config",
            "GET /v3/api-docs.yaml",
            "GET /console",
            "GET /console/",
            "GET /console/lib/lit-html/**",
            "GET /console/lib/uplot/**",
            "GET /demo",
            "GET /demo/",
            "GET /console/**",
            "GET /problems",
            "GET /problems/{type}",
            "GET /problems/problems.css",
            "GET /favicon.ico",
            "GET /api/v1/me",
            "GET /livez",
            "GET /readyz",
            "GET /actuator/health",
            "GET /actuator/health/**");

    private static final List<String> ANY_METHOD = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    @TempDir
    private static Path files;

    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(files.resolve("tokens"), "all:" + TokenTests.sha256("t") + ":functions:read");
        gateway = new TestGateway();
        bridge = TestBridge.before(
                gateway, "--bridge.security.mode=token", "--bridge.security.tokens-file=" + files.resolve("tokens"));
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    /** Every method and pattern that something in the application is mapped to. */
    private static Set<String> routes(ApplicationContext context) {
        Set<String> routes = new TreeSet<>();
        context.getBeansOfType(HandlerMapping.class).forEach((name, mapping) -> {
            if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
                methods.getHandlerMethods().keySet().forEach(route -> add(routes, route));
            } else if (mapping instanceof AbstractUrlHandlerMapping urls) {
                urls.getHandlerMap().keySet().forEach(pattern -> routes.add("GET " + pattern));
            } else if (mapping instanceof RouterFunctionMapping functional) {
                assertThat(functional.getRouterFunction()).as(name).isNull();
            } else {
                // Boot's page for '/', where there is a static index.html.
                assertThat(mapping.getClass().getSimpleName()).isEqualTo("WelcomePageHandlerMapping");
            }
        });
        return routes;
    }

    private static void add(Set<String> routes, RequestMappingInfo route) {
        var methods = route.getMethodsCondition().getMethods();
        List<String> names = methods.isEmpty()
                ? ANY_METHOD
                : methods.stream().map(Enum::name).toList();
        route.getPatternValues().forEach(pattern -> names.forEach(name -> routes.add(name + " " + pattern)));
    }

    /** Routes that the table leaves to its last line, or does not name at all. */
    private static List<String> unruled(Set<String> routes) {
        List<String> unruled = new ArrayList<>();
        for (String route : routes) {
            String[] parts = route.split(" ");
            if (RouteTable.match(parts[0], parts[1]).route() == Routes.UNKNOWN && !parts[1].equals("/error")) {
                unruled.add(route);
            }
        }
        return unruled;
    }

    @Test
    void areAllInTheTable() {
        Set<String> routes = routes(bridge.context());
        assertThat(routes)
                .hasSizeGreaterThan(20)
                .contains(
                        "POST /function/{name}",
                        "GET /api/v1/functions/{name}/stream",
                        "GET /actuator/prometheus",
                        "POST /actuator/loggers/{name}",
                        "GET /livez",
                        "GET /v3/api-docs",
                        "GET /console/**",
                        "GET /error");
        assertThat(unruled(routes)).isEmpty();
    }

    /** The OpenAPI document has an operation for each route of the API, and for nothing else. */
    @Test
    void areDocumentedWhereTheTableSaysSo() {
        JsonNode paths = bridge.get("/v3/api-docs").json().path("paths");
        Set<String> documented = new TreeSet<>();
        paths.propertyStream()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(Routes.TABLE)
                .filteredOn(route -> route.audience() == Route.Audience.API)
                .extracting(route -> route.method() + " " + route.pattern())
                .containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void areClosedToAStrangerUnlessTheyArePublic() {
        Set<String> open = new TreeSet<>();
        Set<String> closed = new TreeSet<>();
        for (String route : routes(bridge.context())) {
            String[] parts = route.split(" ");
            String path = parts[1].replace("{*path}", "x").replace("**", "x").replaceAll("\\{[^}]+}", "f");
            String unversioned = route.replaceFirst("/\\d+\\.\\d+\\.\\d+/", "/");
            (bridge.send(parts[0], path, "").status() == 401 ? closed : open).add(unversioned);
        }
        assertThat(PUBLIC).containsAll(open);
        assertThat(closed).hasSizeGreaterThan(14);
    }

    @Test
    void failThisWhenOneIsNewAndHasNoRule() throws NoSuchMethodException {
        var mapping = bridge.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        RequestMappingInfo route = RequestMappingInfo.paths("/api/v1/forgotten")
                .methods(RequestMethod.GET)
                .options(mapping.getBuilderConfiguration())
                .build();
        mapping.registerMapping(
                route, this, RoutesTests.class.getDeclaredMethod("forgotten", HttpServletResponse.class));
        try {
            assertThat(unruled(routes(bridge.context()))).containsExactly("GET /api/v1/forgotten");
            assertThat(bridge.get("/api/v1/forgotten").status()).isEqualTo(401);
            assertThat(bridge.get("/api/v1/forgotten", "Authorization", "Bearer t")
                            .status())
                    .isEqualTo(403);
        } finally {
            mapping.unregisterMapping(route);
        }
    }

    void forgotten(HttpServletResponse response) {
        response.setStatus(204);
    }

    @Test
    void areClosedInWhateverSpelling() {
        for (String path : List.of(
                "/%61pi/v1/functions",
                "/api/v1/%66unctions",
                "/api/v1/functions/",
                "/actuator/%6coggers",
                "/API/v1/functions",
                "/console/../api/v1/functions",
                "/console/%2e%2e/api/v1/functions",
                "/console/..;/api/v1/functions",
                "//api/v1/functions",
                "/api/v1/functions;x=y",
                "/console/%2e%2e%2fapi/v1/functions",
                "/console%2f..%2fapi/v1/functions",
                "/livez/../api/v1/functions",
                "/function/f",
                "/function/f/",
                "/function/f/livez",
                "/function/%66/x",
                "/function/f/..%2f..%2flivez",
                "/function/f/../../livez/../function/f",
                "/function/f/;/x",
                "/livez/../function/f/x",
                "/api/v1/functions/f/invocations/x",
                "/nowhere")) {
            assertThat(RawRequest.status(bridge.port(), "GET " + path + " HTTP/1.1"))
                    .as(path)
                    .isIn(400, 401);
        }
    }
}
