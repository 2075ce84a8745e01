package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DeletedRecords;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** Deletes the beginning of a relay log for good. Stateless. */
public final class LogPurge {
    private LogPurge() {}

    /**
     * Deletes all records before this offset.
     *
     * @return the offset the log begins with from now on
     * @throws BinrelayException (KAFKA) unreachable or refused
     */
    public static long before(KafkaSettings kafka, String channel, long offset) {
        RelayTopic topic = new RelayTopic(requireNonNull(kafka, "kafka is null"), channel);
        try (Admin admin = topic.openAdmin()) {
            KafkaFuture<DeletedRecords> deleted = admin.deleteRecords(
                            Map.of(topic.partition(), RecordsToDelete.beforeOffset(offset)))
                    .lowWatermarks()
                    .get(topic.partition());
            return requireNonNull(deleted, "no answer for the partition").get().lowWatermark();
        } catch (ExecutionException e) {
            throw KafkaFailures.explain(kafka, "deleting records of " + topic.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaFailures.explain(kafka, "deleting records of " + topic.name(), new InterruptException(e));
        }
    }
}
