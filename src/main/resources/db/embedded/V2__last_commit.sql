-- One row: the number of the last commit, which is also written beside the database. See CommitMark.
CREATE TABLE IF NOT EXISTS last_commit (
    id     INT PRIMARY KEY,
    number BIGINT NOT NULL
);
