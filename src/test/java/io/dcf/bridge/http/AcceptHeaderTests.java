package io.dcf.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptHeaderTests {

    private static final List<String> TYPES = List.of("application/x-ndjson", "text/event-stream");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "- | application/x-ndjson",
                "*/* | application/x-ndjson",
                "text/* | text/event-stream",
                "text/event-stream | text/event-stream",
                "text/event-stream, */* | text/event-stream",
                "*/*, text/event-stream | text/event-stream",
                "application/x-ndjson;q=0.5, text/event-stream | text/event-stream",
                "text/event-stream;q=0.5, application/x-ndjson | application/x-ndjson",
                "text/event-stream;q=0.5, application/* | application/x-ndjson",
                "text/html, text/event-stream | text/event-stream",
                "Text/Event-Stream | text/event-stream",
                "application/x-ndjson;q=0, */* | text/event-stream",
                "*/*, application/x-ndjson;q=0.0 | text/event-stream",
                "text/*;q=0.9, text/event-stream;q=0.1, application/x-ndjson;q=0.5 | application/x-ndjson",
                "text/event-stream, application/x-ndjson | text/event-stream",
                "application/x-ndjson, text/event-stream | application/x-ndjson",
                "application/x-ndjson;q=0, text/event-stream;q=0 | application/x-ndjson",
                "nonsense | application/x-ndjson",
                "text/event-stream;Q=x | application/x-ndjson"
            })
    void choosesThePreferredType(String accept, String type) {
        assertThat(AcceptHeader.of(accept, TYPES)).isEqualTo(type);
    }
}
