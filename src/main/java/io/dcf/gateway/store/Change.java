package io.dcf.gateway.store;

import io.dcf.gateway.store.FunctionStore.Kept;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A change of what is kept; those of a group that are equal are applied at once, so many times. */
sealed interface Change {

    void write(Connection connection, int times) throws SQLException;

    /** Repeats it in memory. */
    void note(Map<Long, Kept> kept, int times);

    /** Whether it may be written later, where it cannot be written now. */
    default boolean canWait() {
        return false;
    }

    /** A deployment that is new or has another definition or number of replicas; its count stays as it is. */
    record Put(Kept function) implements Change {
        @Override
        public void write(Connection connection, int times) throws SQLException {
            FunctionTable.put(connection, function);
        }

        @Override
        public void note(Map<Long, Kept> kept, int times) {
            kept.merge(function.id(), function, (old, changed) -> changed.counted(old.invocations()));
        }
    }

    record Remove(long id) implements Change {
        @Override
        public void write(Connection connection, int times) throws SQLException {
            FunctionTable.remove(connection, id);
        }

        @Override
        public void note(Map<Long, Kept> kept, int times) {
            kept.remove(id);
        }
    }

    /** One invocation more. */
    record Count(long id) implements Change {
        @Override
        public void write(Connection connection, int times) throws SQLException {
            FunctionTable.count(connection, id, times);
        }

        @Override
        public void note(Map<Long, Kept> kept, int times) {
            kept.computeIfPresent(id, (same, old) -> old.counted(old.invocations() + times));
        }

        @Override
        public boolean canWait() {
            return true;
        }
    }
}
