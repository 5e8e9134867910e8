package io.dcf.bridge.rest;

import io.dcf.bridge.connector.Probes;
import io.dcf.bridge.limit.LimitException;
import io.dcf.bridge.limit.Place;
import io.dcf.bridge.limit.Places;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.security.RoutePath;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Gives each request a {@link Place}, or refuses it where there is none, before anything is done for it; probes always have one. */
@Component
@Order(PlaceFilter.ORDER)
class PlaceFilter implements Filter {

    static final int ORDER = CallFilter.ORDER + 1;

    private final Places places;
    private final ProblemWriter problems;

    PlaceFilter(Places places, ProblemWriter problems) {
        this.places = places;
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answered, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) asked;
        Place place;
        try {
            place = isProbe(request) ? places.spare() : places.take();
        } catch (LimitException e) {
            problems.write(request, (HttpServletResponse) answered, e);
            return;
        }
        place.assign(request);
        try {
            chain.doFilter(asked, answered);
        } finally {
            place.leave();
        }
    }

    static boolean isProbe(HttpServletRequest request) {
        return Probes.at(RoutePath.of(request));
    }
}
