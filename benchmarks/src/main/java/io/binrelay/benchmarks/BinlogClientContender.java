package io.binrelay.benchmarks;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer.CompatibilityMode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bare binlog client, rows decoded in the modes Debezium uses, nothing done with them. */
final class BinlogClientContender implements Contender {
    private final Backlog backlog;
    private final long serverId;

    BinlogClientContender(Backlog backlog, long serverId) {
        this.backlog = backlog;
        this.serverId = serverId;
    }

    @Override
    public Measurement pass(List<String> order) throws IOException {
        BinaryLogClient client =
                new BinaryLogClient(backlog.host(), backlog.port(), backlog.user(), backlog.password());
        client.setServerId(serverId);
        client.setKeepAlive(false);
        client.setBinlogFilename(backlog.begin().file());
        client.setBinlogPosition(backlog.begin().offset());
        EventDeserializer deserializer = new EventDeserializer();
        deserializer.setCompatibilityMode(
                CompatibilityMode.DATE_AND_TIME_AS_LONG_MICRO, CompatibilityMode.CHAR_AND_BINARY_AS_BYTE_ARRAY);
        client.setEventDeserializer(deserializer);
        Counter counter = new Counter(client);
        client.registerEventListener(counter);
        client.connect();
        return new Measurement(
                backlog.transactions(), counter.rows, counter.lap.seconds(), counter.lap.cpuSeconds(), 0);
    }

    /** Counts rows on the client's thread and ends the stream at the backlog's end. */
    private final class Counter implements BinaryLogClient.EventListener {
        private final BinaryLogClient client;
        private long rows;
        private final Lap lap = new Lap();

        private Counter(BinaryLogClient client) {
            this.client = client;
        }

        @Override
        public void onEvent(Event event) {
            lap.begin();
            rows += rowsOf(event.getData());
            if (rows >= backlog.rows() && !lap.hasEnded()) {
                lap.end();
                disconnect();
            }
        }

        private void disconnect() {
            try {
                client.disconnect();
            } catch (IOException e) {
                throw new IllegalStateException("the binlog client does not disconnect", e);
            }
        }
    }

    private static int rowsOf(@Nullable EventData data) {
        if (data instanceof WriteRowsEventData write) {
            return write.getRows().size();
        }
        if (data instanceof UpdateRowsEventData update) {
            return update.getRows().size();
        }
        if (data instanceof DeleteRowsEventData delete) {
            return delete.getRows().size();
        }
        return 0;
    }
}
