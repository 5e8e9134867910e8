-- For H2 and PostgreSQL.

CREATE INDEX IF NOT EXISTS async_invocation_callback ON async_invocation (callback_state, callback_next);

-- The table of db-scheduler for callbacks.
CREATE TABLE IF NOT EXISTS async_callback_task (
    task_name            VARCHAR(100) NOT NULL,
    task_instance        VARCHAR(200) NOT NULL,
    task_data            BYTEA,
    execution_time       TIMESTAMP WITH TIME ZONE NOT NULL,
    picked               BOOLEAN NOT NULL,
    picked_by            VARCHAR(200),
    last_success         TIMESTAMP WITH TIME ZONE,
    last_failure         TIMESTAMP WITH TIME ZONE,
    consecutive_failures INT,
    last_heartbeat       TIMESTAMP WITH TIME ZONE,
    version              BIGINT NOT NULL,
    priority             SMALLINT,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX IF NOT EXISTS async_callback_task_execution_time ON async_callback_task (execution_time);
CREATE INDEX IF NOT EXISTS async_callback_task_last_heartbeat ON async_callback_task (last_heartbeat);
