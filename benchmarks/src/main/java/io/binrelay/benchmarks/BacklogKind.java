package io.binrelay.benchmarks;

import io.binrelay.testsupport.servers.ConnectionSource;
import io.binrelay.testsupport.workload.BacklogSize;
import io.binrelay.testsupport.workload.BulkBacklog;
import io.binrelay.testsupport.workload.OltpBacklog;
import java.sql.SQLException;
import java.util.Locale;

/** The two kinds of work that every figure of throughput is measured on. */
enum BacklogKind {
    /** Transactions of 1,000 inserted rows of 11 columns: what a load or a batch job leaves. */
    BULK {
        @Override
        Writer writer(BenchmarkSize size) {
            int transactions = (int) (size.rows() / BenchmarkSize.ROWS_PER_TRANSACTION);
            BulkBacklog backlog = new BulkBacklog(size.seed(), transactions, BenchmarkSize.ROWS_PER_TRANSACTION);
            return new Writer(backlog::createSchema, backlog::write);
        }
    },
    /** Transactions of about 3.6 row changes over 8 tables: what many users leave. */
    OLTP {
        @Override
        Writer writer(BenchmarkSize size) {
            OltpBacklog backlog = new OltpBacklog(size.seed(), size.transactions(), ROWS_PER_TABLE);
            return new Writer(backlog::createSchema, backlog::write);
        }
    };

    private static final int ROWS_PER_TABLE = 10_000;

    /** Makes the tables, with what is in them before the backlog. */
    @FunctionalInterface
    interface Schema {
        void create(ConnectionSource source) throws SQLException;
    }

    /** Writes the backlog. */
    @FunctionalInterface
    interface Load {
        BacklogSize write(ConnectionSource source) throws SQLException, InterruptedException;
    }

    /** What fills a source. */
    record Writer(Schema schema, Load load) {}

    /** What writes a backlog of this kind, in the size asked for. */
    abstract Writer writer(BenchmarkSize size);

    /** The name in rows, channels and files. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
