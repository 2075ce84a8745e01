package io.binrelay.benchmarks;

/** Where a COMMIT of a semi-synchronous source waits: {@code rpl_semi_sync_..._wait_point}. */
public enum WaitPoint {
    /** Before the storage engine commits; MySQL's default. The commits behind it wait in line. */
    AFTER_SYNC,

    /** After the storage engine has committed; MariaDB's default. Each session waits by itself. */
    AFTER_COMMIT
}
