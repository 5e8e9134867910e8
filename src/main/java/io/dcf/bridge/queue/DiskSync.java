package io.dcf.bridge.queue;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Waits until commits are on the disk. PostgreSQL's commit does so itself; H2's only writes. One wait serves all commits before it. */
public final class DiskSync {

    private final JdbcClient sql;
    private final boolean isNeeded;
    private final AtomicLong commits = new AtomicLong();
    private long synced;

    public DiskSync(JdbcClient sql, boolean isNeeded) {
        this.sql = sql;
        this.isNeeded = isNeeded;
    }

    /** Returns when all that this thread has committed is on the disk. */
    public void run() {
        if (isNeeded) {
            sync(commits.incrementAndGet());
        }
    }

    private synchronized void sync(long commit) {
        if (synced < commit) {
            long all = commits.get();
            sql.sql("CHECKPOINT SYNC").update();
            synced = all;
        }
    }
}
