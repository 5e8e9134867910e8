package io.dcf.bridge.problemtype;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** Writes the pages as HTML. Their links are relative, so that they work behind a proxy that removes a prefix. */
record ProblemPage(Locale language, ProblemTexts texts) {

    static ProblemPage in(Locale language) {
        return new ProblemPage(language, ProblemTexts.of(language));
    }

    /** The page of a type, at {@code /problems/ID}. */
    String of(ProblemType type) {
        String content = String.format(
                Locale.ROOT,
                """
                <p><a href="../problems">%s</a></p>
                <h1>%s</h1>
                <p><code>%s</code> · %s %s</p>
                <h2>%s</h2>
                <p>%s</p>
                <h2>%s</h2>
                <p>%s</p>
                """,
                texts.page("all"),
                html(texts.title(type)),
                type.id(),
                texts.page("status"),
                status(type),
                texts.page("cause"),
                html(texts.cause(type)),
                texts.page("fix"),
                html(texts.fix(type)));
        return page(texts.title(type), "problems.css", content);
    }

    /** The list of all types, at {@code /problems}. */
    String list() {
        String rows = Arrays.stream(ProblemType.values())
                .map(type -> String.format(
                        Locale.ROOT,
                        "<li><a href=\"problems/%s\">%s</a> <code>%s</code> %s</li>",
                        type.id(),
                        html(texts.title(type)),
                        type.id(),
                        status(type)))
                .collect(Collectors.joining("\n"));
        String content = String.format(
                Locale.ROOT,
                "<h1>%s</h1>\n<p>%s</p>\n<ul>\n%s\n</ul>\n",
                texts.page("title"),
                html(texts.page("intro")),
                rows);
        return page(texts.page("title"), "problems/problems.css", content);
    }

    private String status(ProblemType type) {
        return type.status().isPresent() ? Integer.toString(type.status().getAsInt()) : texts.page("statuses");
    }

    private String page(String title, String style, String content) {
        return String.format(Locale.ROOT, """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <link rel="stylesheet" href="%s">
                </head>
                <body>
                <main>
                %s</main>
                </body>
                </html>
                """, language.toLanguageTag(), HtmlUtils.htmlEscape(title), style, content);
    }

    private static String html(String text) {
        return HtmlUtils.htmlEscape(text).replaceAll("`([^`]*)`", "<code>$1</code>");
    }
}
