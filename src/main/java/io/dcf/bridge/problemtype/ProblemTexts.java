package io.dcf.bridge.problemtype;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the pages in one language; names between backticks are code. docs/errors.md repeats those of the types. */
record ProblemTexts(ResourceBundle bundle) {

    /** The default language first. */
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.KOREAN);

    static ProblemTexts of(Locale language) {
        return new ProblemTexts(ResourceBundle.getBundle(
                "problems.texts",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    /** A text of the pages themselves, such as the heading {@code fix}. */
    String page(String key) {
        return bundle.getString("page." + key);
    }

    /** What happened, in one line. */
    String title(ProblemType type) {
        return bundle.getString(type.id() + ".title");
    }

    String cause(ProblemType type) {
        return bundle.getString(type.id() + ".cause");
    }

    String fix(ProblemType type) {
        return bundle.getString(type.id() + ".fix");
    }
}
