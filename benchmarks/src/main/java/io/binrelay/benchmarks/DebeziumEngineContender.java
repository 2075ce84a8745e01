package io.binrelay.benchmarks;

import io.debezium.connector.mysql.MySqlConnector;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.relational.history.MemorySchemaHistory;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Debezium's MySQL connector in its embedded engine, row changes counted and thrown away. */
final class DebeziumEngineContender implements Contender {
    private static final long TIMEOUT_SECONDS = 600;

    private final Backlog backlog;
    private final long serverId;

    DebeziumEngineContender(Backlog backlog, long serverId) {
        this.backlog = backlog;
        this.serverId = serverId;
    }

    @Override
    public Measurement pass(List<String> order) throws InterruptedException, IOException {
        Counter counter = new Counter(backlog.rows());
        PresetOffsetStore.preset("bench", backlog.begin(), backlog.beginGtids());
        DebeziumEngine<RecordChangeEvent<SourceRecord>> engine = DebeziumEngine.create(
                        ChangeEventFormat.of(Connect.class))
                .using(settings())
                .using((success, message, error) -> counter.ended(message, error))
                .notifying(counter)
                .build();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (engine) {
            executor.execute(engine);
            counter.await();
        }
        executor.shutdown();
        if (!executor.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the Debezium engine does not end");
        }
        return new Measurement(
                backlog.transactions(), counter.rows, counter.lap.seconds(), counter.lap.cpuSeconds(), 0);
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("name", "bench");
        settings.setProperty("connector.class", MySqlConnector.class.getName());
        settings.setProperty("topic.prefix", "bench");
        settings.setProperty("database.hostname", backlog.host());
        settings.setProperty("database.port", Integer.toString(backlog.port()));
        settings.setProperty("database.user", backlog.user());
        settings.setProperty("database.password", backlog.password());
        settings.setProperty("database.server.id", Long.toString(serverId));
        // Plain TCP, as binrelay chooses over the loopback interface: TLS would only slow the engine.
        settings.setProperty("database.ssl.mode", "disabled");
        settings.setProperty("snapshot.mode", "recovery");
        settings.setProperty("snapshot.locking.mode", "none");
        settings.setProperty("include.schema.changes", "true");
        settings.setProperty("schema.history.internal", MemorySchemaHistory.class.getName());
        settings.setProperty("offset.storage", PresetOffsetStore.class.getName());
        settings.setProperty("offset.flush.interval.ms", "1000");
        return settings;
    }

    /** Counts row changes on the engine's thread. */
    private static final class Counter implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {
        private final long expected;
        private final CountDownLatch done = new CountDownLatch(1);
        private long rows;
        private final Lap lap = new Lap();
        private volatile @Nullable String failure;

        private Counter(long expected) {
            this.expected = expected;
        }

        @Override
        public void handleBatch(
                List<RecordChangeEvent<SourceRecord>> batch,
                DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
                throws InterruptedException {
            lap.begin();
            for (RecordChangeEvent<SourceRecord> change : batch) {
                if (change.record().value() instanceof Struct value
                        && value.schema().field("op") != null) {
                    rows++;
                }
                committer.markProcessed(change);
            }
            committer.markBatchFinished();
            if (rows >= expected && !lap.hasEnded()) {
                lap.end();
                done.countDown();
            }
        }

        private void ended(String message, @Nullable Throwable error) {
            if (done.getCount() > 0) {
                failure = message + (error == null ? "" : ": " + error);
                done.countDown();
            }
        }

        private void await() throws InterruptedException {
            if (!done.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the Debezium engine delivered " + rows + " of " + expected
                        + " row changes in " + TIMEOUT_SECONDS + " s");
            }
            if (failure != null) {
                throw new IllegalStateException("the Debezium engine ended early: " + failure);
            }
        }
    }
}
