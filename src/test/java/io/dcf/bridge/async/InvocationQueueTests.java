package io.dcf.bridge.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The queue while parts of its database fail: a bridge of its own, since others need theirs. */
@Tag("any-jdk")
class InvocationQueueTests {

    private static final String URL = "jdbc:h2:mem:failing";

    @Test
    void acceptsWhatIsStoredAlsoIfItCannotBeScheduledAtOnce() throws SQLException {
        try (TestBridge bridge = TestBridge.embedded("--bridge.async.url=" + URL)) {
            bridge.post("/api/v1/functions", "{\"service\":\"echo\",\"image\":\"builtin/echo\"}");
            assertThat(submit(bridge).status()).isEqualTo(202);
            execute("ALTER TABLE async_task RENAME TO away");
            Answer accepted = submit(bridge);
            assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
            execute("ALTER TABLE away RENAME TO async_task");
            Answer state = bridge.get(accepted.header("Location") + "?wait=60s");
            assertThat(state.json().path("state").stringValue()).isEqualTo("succeeded");
            execute("DROP TABLE async_output, async_input, async_invocation");
            Answer failed = submit(bridge);
            assertThat(failed.status()).isEqualTo(503);
            assertThat(failed.json().path("retryable").booleanValue()).isTrue();
        }
    }

    private static Answer submit(TestBridge bridge) {
        return bridge.send("POST", "/function/echo", "hello", "Prefer", "respond-async");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
