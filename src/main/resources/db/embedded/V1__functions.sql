-- H2 commits each statement by itself, so each must bear being run again: the process may die between them.

CREATE TABLE IF NOT EXISTS function (
    id         BIGINT PRIMARY KEY,      -- of this deployment: one of the same name that comes later has another
    name       VARCHAR(63) NOT NULL UNIQUE,
    definition VARBINARY(16777216) NOT NULL, -- a pb.CreateFunctionRequest, so that fields not known yet are kept too
    replicas   BIGINT NOT NULL          -- unsigned
);

-- Apart from the definitions, because it is written all the time, and H2 writes whole pages.
CREATE TABLE IF NOT EXISTS invocations (
    function BIGINT PRIMARY KEY REFERENCES function ON DELETE CASCADE,
    number   BIGINT NOT NULL
);
