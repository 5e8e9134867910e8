package io.dcf.bridge.api;

import io.dcf.bridge.function.Violations;
import io.dcf.bridge.route.Route;
import io.dcf.bridge.route.RouteTable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses query parameters that an operation does not know, or knows once, since a slip that passes unseen answers something else.
 * Invocations and streams pass their query on to the function.
 */
@Configuration(proxyBeanMethods = false)
class QueryNames implements WebMvcConfigurer, HandlerInterceptor {

    private static final int MAX_SLIPS = 2;

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
        if (known.isEmpty()) {
            return "is not known here; this operation takes no query";
        }
        return near(name, known)
                .map(near -> "is not known here; did you mean '" + near + "'?")
                .findFirst()
                .orElse("is not known here; known are " + String.join(", ", known));
    }

    private static Stream<String> near(String name, List<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(each ->
                        Math.abs(each.length() - wanted.length()) <= MAX_SLIPS && slips(wanted, each) <= MAX_SLIPS)
                .min(Comparator.comparingInt(each -> slips(wanted, each)))
                .stream();
    }

    /** How many characters to add, to drop or to change make one text of the other (Levenshtein). */
    private static int slips(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
