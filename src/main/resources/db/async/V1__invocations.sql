-- For H2 and PostgreSQL. Times are milliseconds since 1970. H2 commits each statement by itself, so each can run again.

CREATE TABLE IF NOT EXISTS async_invocation (
    id                VARCHAR(36) PRIMARY KEY, -- a UUID of version 7: sorted by time
    function_name     VARCHAR(63) NOT NULL,
    state             VARCHAR(9) NOT NULL,     -- queued, running, succeeded, failed or cancelled
    submitted_at      BIGINT NOT NULL,
    due_at            BIGINT NOT NULL,         -- a queued one starts then, or later
    started_at        BIGINT,                  -- of the last attempt
    finished_at       BIGINT,
    attempts          INT NOT NULL,            -- that were started
    earlier_attempts  INT NOT NULL,            -- those before a client ran it again
    max_attempts      INT NOT NULL,            -- without the earlier ones
    retry_all         BOOLEAN NOT NULL,        -- whether failures of the function itself are retried, too
    slot              VARCHAR(80),             -- the task that runs it
    problem           VARCHAR,                 -- of the last attempt, as JSON
    size              BIGINT NOT NULL,         -- bytes of input and output
    key_hash          VARCHAR(64) UNIQUE,      -- of the idempotency key
    request_hash      VARCHAR(64),             -- of what the key stands for
    callback_url      VARCHAR,
    callback_state    VARCHAR(9),
    callback_attempts INT DEFAULT 0 NOT NULL,
    callback_problem  VARCHAR,
    callback_next     BIGINT
);

CREATE INDEX IF NOT EXISTS async_invocation_due ON async_invocation (state, function_name, due_at, id);
CREATE INDEX IF NOT EXISTS async_invocation_function ON async_invocation (function_name, id);
CREATE INDEX IF NOT EXISTS async_invocation_finished ON async_invocation (finished_at);

-- Bytes are apart, because H2 writes whole rows, and states change often.
CREATE TABLE IF NOT EXISTS async_input (
    id      VARCHAR(36) PRIMARY KEY REFERENCES async_invocation ON DELETE CASCADE,
    request VARCHAR NOT NULL, -- all but the body, as JSON
    body    BYTEA NOT NULL
);

CREATE TABLE IF NOT EXISTS async_output (
    id           VARCHAR(36) PRIMARY KEY REFERENCES async_invocation ON DELETE CASCADE,
    status       INT NOT NULL,
    content_type VARCHAR,
    headers      VARCHAR, -- a line each; NULL where the function does not speak HTTP
    body         BYTEA NOT NULL
);

-- The table of db-scheduler.
CREATE TABLE IF NOT EXISTS async_task (
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

CREATE INDEX IF NOT EXISTS async_task_execution_time ON async_task (execution_time);
CREATE INDEX IF NOT EXISTS async_task_last_heartbeat ON async_task (last_heartbeat);
