package io.dcf.bridge.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedTests {

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
                "text/html, text/event-stream | text/event-stream"
            })
    void isWhatIsLikedBest(String accept, String type) {
        assertThat(Accepted.of(accept, TYPES)).isEqualTo(type);
    }
}
