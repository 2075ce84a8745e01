package io.binrelay.benchmarks;

import java.util.Locale;

/** The two kinds of work that every figure of throughput is measured on. */
enum BacklogKind {
    /** Transactions of 1,000 inserted rows of 11 columns: what a load or a batch job leaves. */
    BULK,
    /** Transactions of about 3.6 row changes over 8 tables: what many users leave. */
    OLTP;

    /** The name in rows, topics and files. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What writes a backlog of this kind, in the size asked for. */
    BacklogWriter writer(BenchmarkSize size) {
        return this == BULK ? new BulkBacklog(size.rows()) : new OltpBacklog(size.transactions(), size.seed());
    }
}
