package io.dcf.bridge.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteSuggestionsTests {

    @ParameterizedTest
    @CsvSource({
        "/Functions, /api/v1/functions",
        "/function, /api/v1/functions",
        "/v1/functions, /api/v1/functions",
        "/api/v2/functions, /api/v1/functions",
        "/system/functions, /api/v1/functions",
        "/system/function/echo, /api/v1/functions/echo",
        "/api/v1/functions/echo/, /api/v1/functions/echo",
        "/api/v1/functions/echo/replica, /api/v1/functions/echo/replicas",
        "/functions/echo/call/more, /api/v1/functions/echo/invocations",
        "/secrets, /api/v1/secrets",
        "/api/v1/secret, /api/v1/secrets",
        "/info, /api/v1/info",
        "/api/v1/info/, /api/v1/info",
        "/swagger/index.html, /swagger-ui.html",
        "/openapi.json, /v3/api-docs",
        "/v2/api-docs, /v3/api-docs",
        "/openapi.yaml, /v3/api-docs.yaml",
        "/healthz, /livez",
        "/readyz/, /readyz",
        "/consol, /console/"
    })
    void findTheRouteThatWasMeant(String path, String route) {
        assertThat(RouteSuggestions.of("GET", path)).contains(route);
    }

    @Test
    void nameTheTriggerForPost() {
        assertThat(RouteSuggestions.of("POST", "/async-function/echo")).contains("/function/echo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1",
                "/nope",
                "/nowhere",
                "/favicon.ico",
                "/error",
                "/actuator",
                "/actuator/env",
                "/wp-login.php",
                "/v3/api-docs",
                "/api/v1/functions/Not_A_Name/logs",
                "/api/v1/functions/echo/nope"
            })
    void areEmptyIfNothingIsNear(String path) {
        assertThat(RouteSuggestions.of("GET", path)).isEmpty();
    }
}
