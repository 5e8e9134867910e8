package io.dcf.bridge.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTests {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET,    /api/v1/functions,                GET,  /api/v1/functions,                READ,          -,    ''",
                "HEAD,   /api/v1/functions,                GET,  /api/v1/functions,                READ,          -,    ''",
                "PATCH,  /api/v1/functions,                *,    /**,                              AUTHENTICATED, -,    ''",
                "GET, /api/v1/functions/, GET, /api/v1/functions/{name}, READ, '', ''",
                "DELETE, /api/v1/functions/f,              DELETE, /api/v1/functions/{name},       WRITE,         f,    ''",
                "POST,   /api/v1/functions/f,              *,    /**,                              AUTHENTICATED, f,    ''",
                "POST,   /api/v1/functions/f/stream,       POST, /api/v1/functions/{name}/stream,  INVOKE,        f,    ''",
                "GET,    /api/v1/functions/f/stream/x,     *,    /**,                              AUTHENTICATED, f,    ''",
                "POST,   /api/v1/functions/f/invocations,  POST, /api/v1/functions/{name}/invocations, INVOKE,    f,    ''",
                "PUT,    /api/v1/functions/f/invocations/a/b, *, /api/v1/functions/{name}/invocations/**, INVOKE, f,    /a/b",
                "POST,   /api/v1/functions/f/invocationsx, *,    /**,                              AUTHENTICATED, f,    ''",
                "POST,   /function/f,                      POST, /function/{name},                 INVOKE,        f,    ''",
                "BREW,   /function/f,                      *,    /function/{name},                 INVOKE,        f,    ''",
                "GET,    /function/f/,                     *,    /function/{name}/**,              INVOKE,        f,    /",
                "GET,    /function/f/livez,                *,    /function/{name}/**,              INVOKE,        f,    /livez",
                "GET,    /function/,                       *,    /function/{name},                 INVOKE,        '',   ''",
                "POST,   /function/f.openfaas-fn,          POST, /function/{name},                 INVOKE,        f,    ''",
                "GET,    /function/f.openfaas-fn/a,        *,    /function/{name}/**,              INVOKE,        f,    /a",
                "POST,   /function/.openfaas-fn,           POST, /function/{name},                 INVOKE,        '',   ''",
                "POST,   /function/f.g.openfaas-fn,        POST, /function/{name},                 INVOKE,        f.g,  ''",
                "POST,   /async-function/f.openfaas-fn/a,  POST, /async-function/{name}/**,        INVOKE,        f,    /a",
                "GET,    /system/function/f.openfaas-fn,   GET,  /system/function/{name},          READ,          f,    ''",
                "GET,    /system/function/f.other,         GET,  /system/function/{name},          READ,          f.other, ''",
                "GET,    /api/v1/functions/f.openfaas-fn,  GET,  /api/v1/functions/{name},         READ,          f.openfaas-fn, ''",
                "GET,    /function,                        *,    /**,                              AUTHENTICATED, -,    ''",
                "GET,    /api/v1/secrets,                  GET,  /api/v1/secrets,                  SECRETS,       -,    ''",
                "PUT,    /api/v1/secrets/s,                PUT,  /api/v1/secrets/{secret},         SECRETS,       -,    ''",
                "DELETE, /api/v1/secrets/s,                DELETE, /api/v1/secrets/{secret},       SECRETS,       -,    ''",
                "GET,    /api/v1/secrets/s,                *,    /**,                              AUTHENTICATED, -,    ''",
                "PUT,    /api/v1/secrets/s/t,              *,    /**,                              AUTHENTICATED, -,    ''",
                "GET,    /actuator/health/readiness,       GET,  /actuator/health/**,              OPEN,          -,    /readiness",
                "GET,    /actuator/healthx,                *,    /actuator/**,                     WRITE_ALL,     -,    /healthx",
                "POST,   /actuator/loggers/x,              POST, /actuator/loggers/**,             WRITE,         -,    /x",
                "POST,   /actuator/health,                 *,    /actuator/**,                     WRITE_ALL,     -,    /health",
                "GET,    /console/a.js,                    GET,  /console/**,                      OPEN,          -,    /a.js",
                "POST,   /console/a.js,                    *,    /**,                              AUTHENTICATED, -,    ''",
                "GET,    /consoles,                        *,    /**,                              AUTHENTICATED, -,    ''",
                "'',     '',                               *,    /**,                              AUTHENTICATED, -,    ''"
            })
    void matchesExactPathsThenTheLongestFolder(
            String method,
            String path,
            String rowMethod,
            String pattern,
            Access access,
            String function,
            String below) {
        RouteMatch match = RouteTable.match(method, path);
        assertThat(match.route().method()).isEqualTo(rowMethod);
        assertThat(match.route().pattern()).isEqualTo(pattern);
        assertThat(match.access()).isEqualTo(access);
        assertThat(match.function()).isEqualTo(function);
        assertThat(match.below()).isEqualTo(below);
    }

    @Test
    void findsEachRowByItsOwnPattern() {
        assertThat(Routes.TABLE)
                .allSatisfy(route -> assertThat(RouteTable.match(route.method(), route.pattern())
                                .route())
                        .isSameAs(route));
    }
}
