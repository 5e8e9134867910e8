package io.dcf.bridge.problemtype;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemPagesTests {

    private static TestBridge bridge;

    @BeforeAll
    static void start() {
        bridge = TestBridge.embedded();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @Test
    void areWhereTheTypesOfProblemsAre() {
        Answer problem = bridge.get("/api/v1/functions/ghost");
        assertThat(problem.json().path("type").asString()).isEqualTo("/problems/function-not-found");
        assertThat(problem.json().path("title").asString()).isEqualTo("Not Found");
        Answer page = bridge.get(problem.json().path("type").asString());
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.body())
                .contains(
                        "<h1>The function does not exist</h1>",
                        "<code>function-not-found</code> · HTTP status 404",
                        "<h2>Cause</h2>",
                        "<h2>Fix</h2>",
                        "<code>GET /api/v1/functions</code> lists");
    }

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void existForEachType(ProblemType type) {
        Answer page = bridge.get(type.path(), "Accept", "application/json");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<code>" + type.id() + "</code>").doesNotContain("`");
        assertThat(bridge.get("/problems").body()).contains("<a href=\"problems/" + type.id() + "\">");
    }

    @Test
    void runNoScripts() {
        for (String path : new String[] {"/problems", "/problems/rate-limited"}) {
            assertThat(bridge.get(path).header("Content-Security-Policy").split("; "))
                    .containsExactlyInAnyOrder(
                            "default-src 'none'",
                            "style-src 'self'",
                            "base-uri 'none'",
                            "form-action 'none'",
                            "frame-ancestors 'none'");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/problems, problems/problems.css",
        "/problems/rate-limited, problems.css",
        "/problems/rate-limited, ../problems"
    })
    void linkRelatively(String path, String link) {
        assertThat(bridge.get(path).body()).contains("href=\"" + link + "\"");
        String target = URI.create(path).resolve(link).getPath();
        assertThat(bridge.get(target.replaceFirst("/$", "")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                       | en | Fix",
                "en-GB,ko;q=0.5          | en | Fix",
                "ko-KR,ko;q=0.9,en;q=0.8 | ko | 해결",
                "fr                      | en | Fix",
                ";;                      | en | Fix"
            })
    void haveTheLanguageOfTheBrowser(String languages, String language, String heading) {
        Answer page = languages == null
                ? bridge.get("/problems/rate-limited")
                : bridge.get("/problems/rate-limited", "Accept-Language", languages);
        assertThat(page.body()).contains("<html lang=\"" + language + "\">", "<h2>" + heading + "</h2>");
        assertThat(page.header("Content-Language")).isEqualTo(language);
        assertThat(page.header("Vary")).contains("Accept-Language");
    }

    @Test
    void areMissingForUnknownTypes() {
        Answer answer = bridge.get("/problems/nothing");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/unknown-path");
    }
}
