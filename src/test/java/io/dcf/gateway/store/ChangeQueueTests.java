package io.dcf.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dcf.gateway.store.ChangeQueue.Group;
import io.dcf.gateway.store.ChangeQueue.Pending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeQueueTests {

    private final ChangeQueue queue = new ChangeQueue();
    private final WriteOutage outage = new WriteOutage(Path.of("nowhere"));

    @Test
    void groupsTheChangesThatWait() {
        queue.add(new Change.Count(1));
        queue.add(new Change.Remove(2));
        Group group = queue.next(outage);
        assertThat(group.all()).extracting(Pending::change).containsExactly(new Change.Count(1), new Change.Remove(2));
        assertThat(group.last()).isFalse();
    }

    @Test
    void endsWithAnEmptyGroup() {
        queue.add(new Change.Count(1));
        queue.close();
        assertThat(queue.next(outage).last()).isFalse();
        assertThat(queue.next(outage)).isEqualTo(new Group(List.of(), true));
    }

    @Test
    void refusesChangesOnceItIsClosed() {
        queue.close();
        assertThatThrownBy(() -> queue.add(new Change.Count(1)).join()).hasMessageContaining("is shutting down");
    }

    @Test
    void returnsForTheNextTryDuringAnOutage() {
        outage.begin(new IOException("no space left"));
        assertThat(queue.next(outage)).isEqualTo(new Group(List.of(), false));
        assertThat(outage.isRetryDue()).isTrue();
    }
}
