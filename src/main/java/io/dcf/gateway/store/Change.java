package io.dcf.gateway.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A change of the stored functions. Equal changes of a group are applied at once, with their number. */
sealed interface Change {

    void write(Connection connection, int times) throws SQLException;

    /** Applies it to the copy in memory. */
    void apply(Map<Long, StoredFunction> functions, int times);

    /** Whether it may be written later if it cannot be written now. */
    default boolean isDeferrable() {
        return false;
    }

    /** Adds a function, or replaces its definition and replicas; its count stays. */
    record Put(StoredFunction function) implements Change {
        @Override
        public void write(Connection connection, int times) throws SQLException {
            FunctionTable.put(connection, function);
        }

        @Override
        public void apply(Map<Long, StoredFunction> functions, int times) {
            functions.merge(function.id(), function, (old, changed) -> changed.withInvocations(old.invocations()));
        }
    }

    record Remove(long id) implements Change {
        @Override
        public void write(Connection connection, int times) throws SQLException {
            FunctionTable.remove(connection, id);
        }

        @Override
        public void apply(Map<Long, StoredFunction> functions, int times) {
            functions.remove(id);
        }
    }

    /** Adds one invocation. */
    record Count(long id) implements Change {
        @Override
        public void write(Connection connection, int times) throws SQLException {
            FunctionTable.count(connection, id, times);
        }

        @Override
        public void apply(Map<Long, StoredFunction> functions, int times) {
            functions.computeIfPresent(id, (same, old) -> old.withInvocations(old.invocations() + times));
        }

        @Override
        public boolean isDeferrable() {
            return true;
        }
    }
}
