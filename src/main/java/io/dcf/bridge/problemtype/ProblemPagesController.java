package io.dcf.bridge.problemtype;

import io.dcf.bridge.route.Routes;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Serves the pages that the types of problems link to, in the language that the browser prefers. */
@Hidden
@RestController
class ProblemPagesController {

    private static final String STYLE_PATH = Routes.PROBLEMS_PATH + "/problems.css";
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    @GetMapping(Routes.PROBLEMS_PATH)
    ResponseEntity<byte[]> list(
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages) {
        Locale language = language(languages);
        return page(language, ProblemPage.in(language).list());
    }

    @GetMapping(Routes.PROBLEMS_PATH + "/{type}")
    ResponseEntity<byte[]> type(
            @PathVariable String type,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages)
            throws NoResourceFoundException {
        ProblemType known = ProblemType.of(type).orElse(null);
        if (known == null) {
            throw new NoResourceFoundException(HttpMethod.GET, Routes.PROBLEMS_PATH + "/" + type, type);
        }
        Locale language = language(languages);
        return page(language, ProblemPage.in(language).of(known));
    }

    @GetMapping(STYLE_PATH)
    ResponseEntity<Resource> style() {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("text/css"))
                .cacheControl(CacheControl.noCache())
                .body(new ClassPathResource("problems/problems.css"));
    }

    private static ResponseEntity<byte[]> page(Locale language, String html) {
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noCache())
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .body(html.getBytes(StandardCharsets.UTF_8));
    }

    private static Locale language(@Nullable String languages) {
        try {
            Locale preferred = Locale.lookup(
                    Locale.LanguageRange.parse(languages == null ? "en" : languages), ProblemTexts.LANGUAGES);
            return preferred == null ? ProblemTexts.LANGUAGES.get(0) : preferred;
        } catch (IllegalArgumentException e) {
            return ProblemTexts.LANGUAGES.get(0); // the header is malformed
        }
    }
}
