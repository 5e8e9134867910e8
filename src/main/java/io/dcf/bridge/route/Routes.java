package io.dcf.bridge.route;

import static io.dcf.bridge.route.Access.AUTHENTICATED;
import static io.dcf.bridge.route.Access.INVOKE;
import static io.dcf.bridge.route.Access.OPEN;
import static io.dcf.bridge.route.Access.OPTIONAL;
import static io.dcf.bridge.route.Access.READ;
import static io.dcf.bridge.route.Access.READ_ALL;
import static io.dcf.bridge.route.Access.SECRETS;
import static io.dcf.bridge.route.Access.WRITE;
import static io.dcf.bridge.route.Access.WRITE_ALL;
import static io.dcf.bridge.route.Route.Audience.API;
import static io.dcf.bridge.route.Route.Audience.OPERATORS;
import static io.dcf.bridge.route.Route.Audience.PAGES;
import static io.dcf.bridge.route.Route.Audience.UNDOCUMENTED;
import static io.dcf.bridge.route.Route.Body.INPUT;
import static io.dcf.bridge.route.Route.Body.QUEUED;
import static io.dcf.bridge.route.Route.Body.STREAM;
import static io.dcf.bridge.route.Route.Body.WHOLE;
import static io.dcf.bridge.route.Route.Content.CONSOLE;
import static io.dcf.bridge.route.Route.Content.DATA;
import static io.dcf.bridge.route.Route.Content.DOCUMENT;
import static io.dcf.bridge.route.Route.Content.PROBLEMS;
import static io.dcf.bridge.route.Route.Content.SWAGGER;

import java.util.List;

/**
 * The one table of all routes. Controllers map the paths that are named here; security, sizes, headers, limits, the log and tests read the table.
 * A path that is not in it requires an authenticated caller, so that strangers cannot find out what exists, and is then refused.
 */
public final class Routes {

    public static final String FUNCTIONS_PATH = "/api/v1/functions";
    public static final String FUNCTION_PATH = FUNCTIONS_PATH + "/{name}";
    public static final String REPLICAS_PATH = FUNCTION_PATH + "/replicas";
    public static final String LOGS_PATH = FUNCTION_PATH + "/logs";
    public static final String FUNCTION_METRICS_PATH = FUNCTION_PATH + "/metrics";
    public static final String STREAM_PATH = FUNCTION_PATH + "/stream";
    public static final String INVOCATIONS_PATH = FUNCTION_PATH + "/invocations";
    public static final String TRIGGER_PATH = "/function/{name}";
    public static final String ASYNC_INVOCATIONS_PATH = "/api/v1/invocations";
    public static final String ASYNC_INVOCATION_PATH = ASYNC_INVOCATIONS_PATH + "/{id}";
    public static final String ASYNC_OUTPUT_PATH = ASYNC_INVOCATION_PATH + "/output";
    public static final String ASYNC_RETRY_PATH = ASYNC_INVOCATION_PATH + "/retry";
    public static final String SECRETS_PATH = "/api/v1/secrets";
    public static final String SECRET_PATH = SECRETS_PATH + "/{secret}";
    public static final String INFO_PATH = "/api/v1/info";
    public static final String EVENTS_PATH = "/api/v1/events";
    public static final String CALLER_PATH = "/api/v1/me";
    public static final String PROBLEMS_PATH = "/problems";

    // The APIs of OpenFaaS and OpenFx; those that the settings do not select have no handler.
    public static final String SYSTEM_FUNCTIONS_PATH = "/system/functions";
    public static final String SYSTEM_FUNCTION_PATH = "/system/function/{name}";
    public static final String SYSTEM_SCALE_PATH = "/system/scale-function/{name}";
    public static final String SYSTEM_INFO_PATH = "/system/info";
    public static final String SYSTEM_SECRETS_PATH = "/system/secrets";
    public static final String SYSTEM_LOGS_PATH = "/system/logs";
    public static final String SYSTEM_ALERT_PATH = "/system/alert";
    public static final String SYSTEM_NAMESPACES_PATH = "/system/namespaces";
    public static final String SYSTEM_NAMESPACE_PATH = "/system/namespace";
    public static final String ASYNC_FUNCTION_PATH = "/async-function/{name}";
    public static final String HEALTHZ_PATH = "/healthz";
    public static final String OPENFX_SCALE_PATH = "/system/scale-function";
    public static final String OPENFX_LOG_PATH = "/system/function-log/{name}";
    public static final String METRICS_PATH = "/metrics";
    public static final String SWAGGER_JSON_PATH = "/swagger.json";

    /** Static files, and the response for files that do not exist. */
    public static final String FILES_PATH = "/**";

    private static final String ANY = "*";

    static final List<Route> TABLE = List.of(
            new Route("GET", FUNCTIONS_PATH, READ, WHOLE, DATA, API),
            new Route("POST", FUNCTIONS_PATH, WRITE, WHOLE, DATA, API),
            new Route("GET", FUNCTION_PATH, READ, WHOLE, DATA, API),
            new Route("PUT", FUNCTION_PATH, WRITE, WHOLE, DATA, API),
            new Route("DELETE", FUNCTION_PATH, WRITE, WHOLE, DATA, API),
            new Route("PUT", REPLICAS_PATH, WRITE, WHOLE, DATA, API),
            new Route("GET", LOGS_PATH, READ, WHOLE, DATA, API),
            new Route("GET", FUNCTION_METRICS_PATH, READ, WHOLE, DATA, API),
            new Route("POST", STREAM_PATH, INVOKE, STREAM, DATA, API),
            new Route("GET", STREAM_PATH, INVOKE, WHOLE, DATA, UNDOCUMENTED), // a WebSocket
            new Route("POST", INVOCATIONS_PATH, INVOKE, INPUT, DATA, API),
            new Route("POST", TRIGGER_PATH, INVOKE, INPUT, DATA, API),
            // A function that speaks HTTP accepts any method, and all paths below.
            new Route(ANY, INVOCATIONS_PATH, INVOKE, INPUT, DATA, UNDOCUMENTED),
            new Route(ANY, INVOCATIONS_PATH + "/**", INVOKE, INPUT, DATA, UNDOCUMENTED),
            new Route(ANY, TRIGGER_PATH, INVOKE, INPUT, DATA, UNDOCUMENTED),
            new Route(ANY, TRIGGER_PATH + "/**", INVOKE, INPUT, DATA, UNDOCUMENTED),
            // Of which function an invocation is, only its controller knows, which then requires its authorities.
            new Route("GET", ASYNC_INVOCATIONS_PATH, INVOKE, WHOLE, DATA, API),
            new Route("GET", ASYNC_INVOCATION_PATH, INVOKE, WHOLE, DATA, API),
            new Route("DELETE", ASYNC_INVOCATION_PATH, INVOKE, WHOLE, DATA, API),
            new Route("GET", ASYNC_OUTPUT_PATH, INVOKE, WHOLE, DATA, API),
            new Route("POST", ASYNC_RETRY_PATH, INVOKE, WHOLE, DATA, API),
            new Route("GET", SECRETS_PATH, SECRETS, WHOLE, DATA, API),
            new Route("POST", SECRETS_PATH, SECRETS, WHOLE, DATA, API),
            new Route("PUT", SECRET_PATH, SECRETS, WHOLE, DATA, API),
            new Route("DELETE", SECRET_PATH, SECRETS, WHOLE, DATA, API),
            new Route("GET", INFO_PATH, READ, WHOLE, DATA, API),
            new Route("GET", EVENTS_PATH, READ, WHOLE, DATA, API),
            new Route("GET", CALLER_PATH, OPTIONAL, WHOLE, DATA, API),
            new Route("GET", SYSTEM_FUNCTIONS_PATH, READ, WHOLE, DATA, UNDOCUMENTED),
            new Route("POST", SYSTEM_FUNCTIONS_PATH, WRITE, WHOLE, DATA, UNDOCUMENTED),
            new Route("PUT", SYSTEM_FUNCTIONS_PATH, WRITE, WHOLE, DATA, UNDOCUMENTED),
            new Route("DELETE", SYSTEM_FUNCTIONS_PATH, WRITE, WHOLE, DATA, UNDOCUMENTED),
            new Route("GET", SYSTEM_FUNCTION_PATH, READ, WHOLE, DATA, UNDOCUMENTED),
            new Route("POST", SYSTEM_SCALE_PATH, WRITE, WHOLE, DATA, UNDOCUMENTED),
            new Route("GET", SYSTEM_INFO_PATH, READ, WHOLE, DATA, UNDOCUMENTED),
            new Route("GET", SYSTEM_SECRETS_PATH, SECRETS, WHOLE, DATA, UNDOCUMENTED),
            new Route("POST", SYSTEM_SECRETS_PATH, SECRETS, WHOLE, DATA, UNDOCUMENTED),
            new Route("PUT", SYSTEM_SECRETS_PATH, SECRETS, WHOLE, DATA, UNDOCUMENTED),
            new Route("DELETE", SYSTEM_SECRETS_PATH, SECRETS, WHOLE, DATA, UNDOCUMENTED),
            new Route("GET", SYSTEM_LOGS_PATH, READ, WHOLE, DATA, UNDOCUMENTED),
            new Route("POST", SYSTEM_ALERT_PATH, WRITE, WHOLE, DATA, UNDOCUMENTED),
            new Route("GET", SYSTEM_NAMESPACES_PATH, READ, WHOLE, DATA, UNDOCUMENTED),
            new Route("GET", SYSTEM_NAMESPACE_PATH + "/**", READ, WHOLE, DATA, UNDOCUMENTED),
            new Route(ANY, SYSTEM_NAMESPACE_PATH + "/**", WRITE, WHOLE, DATA, UNDOCUMENTED),
            new Route("POST", ASYNC_FUNCTION_PATH, INVOKE, QUEUED, DATA, UNDOCUMENTED),
            new Route("POST", ASYNC_FUNCTION_PATH + "/**", INVOKE, QUEUED, DATA, UNDOCUMENTED),
            new Route("GET", HEALTHZ_PATH, OPEN, WHOLE, DATA, OPERATORS),
            new Route("DELETE", SYSTEM_FUNCTION_PATH, WRITE, WHOLE, DATA, UNDOCUMENTED),
            new Route("PUT", OPENFX_SCALE_PATH, WRITE, WHOLE, DATA, UNDOCUMENTED),
            new Route("GET", OPENFX_LOG_PATH, READ, WHOLE, DATA, UNDOCUMENTED),
            new Route("GET", METRICS_PATH, READ_ALL, WHOLE, DATA, OPERATORS),
            new Route("GET", SWAGGER_JSON_PATH, OPEN, WHOLE, DOCUMENT, PAGES),
            new Route("GET", "/livez", OPEN, WHOLE, DATA, OPERATORS),
            new Route("GET", "/readyz", OPEN, WHOLE, DATA, OPERATORS),
            new Route("GET", "/actuator/health", OPEN, WHOLE, DATA, OPERATORS),
            new Route("GET", "/actuator/health/**", OPEN, WHOLE, DATA, OPERATORS),
            new Route("GET", "/actuator", READ, WHOLE, DATA, OPERATORS),
            new Route("GET", "/actuator/prometheus", READ_ALL, WHOLE, DATA, OPERATORS),
            new Route("GET", "/actuator/sbom", READ, WHOLE, DATA, OPERATORS),
            new Route("GET", "/actuator/sbom/**", READ, WHOLE, DATA, OPERATORS),
            new Route("GET", "/actuator/loggers", READ, WHOLE, DATA, OPERATORS),
            new Route("GET", "/actuator/loggers/**", READ, WHOLE, DATA, OPERATORS),
            new Route("POST", "/actuator/loggers/**", WRITE, WHOLE, DATA, OPERATORS),
            // Endpoints that settings can add, such as a heap dump.
            new Route(ANY, "/actuator/**", WRITE_ALL, WHOLE, DATA, OPERATORS),
            new Route("GET", "/", OPEN, WHOLE, DATA, PAGES),
            new Route("GET", "/console", OPEN, WHOLE, CONSOLE, PAGES),
            new Route("GET", "/console/**", OPEN, WHOLE, CONSOLE, PAGES),
            new Route("GET", "/demo", OPEN, WHOLE, CONSOLE, PAGES), // the console's address before 0.2
            new Route("GET", "/demo/", OPEN, WHOLE, CONSOLE, PAGES),
            new Route("GET", PROBLEMS_PATH, OPEN, WHOLE, PROBLEMS, PAGES),
            new Route("GET", PROBLEMS_PATH + "/**", OPEN, WHOLE, PROBLEMS, PAGES),
            new Route("GET", "/swagger-ui.html", OPEN, WHOLE, SWAGGER, PAGES),
            new Route("GET", "/swagger-ui/**", OPEN, WHOLE, SWAGGER, PAGES),
            new Route("GET", "/v3/api-docs", OPEN, WHOLE, DOCUMENT, PAGES),
            new Route("GET", "/v3/api-docs.yaml", OPEN, WHOLE, DOCUMENT, PAGES),
            new Route("GET", "/v3/api-docs/**", OPEN, WHOLE, DOCUMENT, PAGES),
            new Route("GET", "/favicon.ico", OPEN, WHOLE, DATA, PAGES),
            new Route("GET", "/webjars/**", AUTHENTICATED, WHOLE, DATA, PAGES),
            new Route("GET", "/error", AUTHENTICATED, WHOLE, DATA, PAGES),
            new Route("GET", FILES_PATH, AUTHENTICATED, WHOLE, DATA, PAGES));

    /** The route of all paths that are not in the table. */
    public static final Route UNKNOWN = new Route(ANY, FILES_PATH, AUTHENTICATED, WHOLE, DATA, UNDOCUMENTED);

    private Routes() {}
}
