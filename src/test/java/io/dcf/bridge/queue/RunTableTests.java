package io.dcf.bridge.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class RunTableTests {

    private HikariDataSource database;
    private InvocationTable invocations;
    private RunTable runs;

    @BeforeEach
    void open() {
        AsyncProperties properties = new AsyncProperties(
                null, null, null, Duration.ofDays(1), 1000, DataSize.ofMegabytes(1), 4, 4, 3, Duration.ofSeconds(1));
        MockEnvironment settings = new MockEnvironment().withProperty("bridge.embedded.data-dir", "memory");
        QueueDatabase queue = new QueueDatabase(properties, Optional.empty(), settings);
        database = queue.open(String.valueOf(queue.url()));
        JdbcClient sql = JdbcClient.create(database);
        invocations = new InvocationTable(sql, JsonMapper.shared());
        runs = new RunTable(sql, JsonMapper.shared());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private String submit() {
        AsyncRequest request = new AsyncRequest("f", "f", "POST", "/", "", "call", "trace", Map.of(), null);
        String id = InvocationId.next();
        invocations.insert(id, new Submission(request, new byte[] {1}, 3, false, null, null));
        return id;
    }

    @Test
    void claimsEachInvocationOnce() throws InterruptedException, ExecutionException {
        List<String> submitted = IntStream.range(0, 100).mapToObj(i -> submit()).toList();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Callable<List<String>> slot = () -> {
            List<String> claimed = new ArrayList<>();
            for (var next = runs.claim("f", "f/0"); next.isPresent(); next = runs.claim("f", "f/0")) {
                claimed.add(next.get().id());
            }
            return claimed;
        };
        List<String> claimed = new ArrayList<>();
        for (Future<List<String>> each : threads.invokeAll(List.of(slot, slot, slot, slot, slot, slot, slot, slot))) {
            claimed.addAll(each.get());
        }
        threads.shutdown();
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(submitted);
    }

    @Test
    void countsOnlyTheLatestAttempt() {
        String id = submit();
        ClaimedInvocation first = runs.claim("f", "f/0").orElseThrow();
        assertThat(runs.queueLeftBy("f/1")).isFalse();
        assertThat(runs.queueLeftBy("f/0")).isTrue();
        ClaimedInvocation second = runs.claim("f", "f/0").orElseThrow();
        assertThat(second.triesLeft()).isEqualTo(1);
        assertThat(runs.stillRuns(first)).isFalse();
        assertThat(runs.finish(first, InvocationState.FAILED, null)).isFalse();
        assertThat(runs.finish(second, InvocationState.SUCCEEDED, null)).isTrue();
        assertThat(invocations.find(id).orElseThrow().state()).isEqualTo(InvocationState.SUCCEEDED);
    }

    @Test
    void postponesWithoutCountingTheAttempt() {
        submit();
        runs.postpone(runs.claim("f", "f/0").orElseThrow(), Duration.ZERO);
        assertThat(runs.claim("f", "f/0").orElseThrow().attempt()).isEqualTo(1);
    }

    @Test
    void claimsOnlyWhatIsDue() {
        submit();
        runs.queueAgain(runs.claim("f", "f/0").orElseThrow(), Duration.ofHours(1), null);
        assertThat(runs.isDue("f")).isFalse();
        assertThat(runs.claim("f", "f/0")).isEmpty();
        assertThat(runs.claim("g", "g/0")).isEmpty();
    }
}
