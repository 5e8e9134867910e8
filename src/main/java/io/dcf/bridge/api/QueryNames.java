package io.dcf.bridge.api;

import io.dcf.bridge.function.Violations;
import io.dcf.bridge.problem.NearestName;
import io.dcf.bridge.route.Route;
import io.dcf.bridge.route.RouteTable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses unknown and repeated query parameters: if a misspelled one were ignored, the response would be the wrong one. Invocations and
 * streams pass their query on to the function.
 */
@Configuration(proxyBeanMethods = false)
class QueryNames implements WebMvcConfigurer, HandlerInterceptor {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    private static boolean isChecked(HttpServletRequest request) {
        Route route = RouteTable.match(request).route();
        return route.audience() == Route.Audience.API && route.body() == Route.Body.WHOLE;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && request.getQueryString() != null && isChecked(request)) {
            List<String> known = known(method);
            Violations violations = new Violations();
            request.getParameterMap().forEach((name, values) -> {
                violations.require(known.contains(name), unknown(name, known), name);
                violations.require(values.length == 1, "is given twice", name);
            });
            violations.throwIfAny();
        }
        return true;
    }

    private static List<String> known(HandlerMethod method) {
        return Arrays.stream(method.getMethod().getParameters())
                .filter(each -> each.isAnnotationPresent(RequestParam.class))
                .map(QueryNames::name)
                .toList();
    }

    private static String name(Parameter parameter) {
        RequestParam given = parameter.getAnnotation(RequestParam.class);
        return given == null || given.name().isEmpty() ? parameter.getName() : given.name();
    }

    private static String unknown(String name, List<String> known) {
        String message = "Unknown query parameter \"" + name + "\". ";
        if (known.isEmpty()) {
            return message + "This operation has no query parameters.";
        } else if (known.contains("tail")
                && NearestName.of(name, List.of("follow")).isPresent()) {
            return message + "To follow a log, send Accept: text/event-stream.";
        }
        return NearestName.of(name, known)
                .map(near -> message + "Did you mean \"" + near + "\"?")
                .orElse(message + "Known parameters: " + String.join(", ", known) + ".");
    }
}
