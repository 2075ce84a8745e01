package io.binrelay.testsupport.servers;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;

/** What a cluster says of itself. Used by one thread. */
final class KafkaClusterView implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int ANSWER_SECONDS = 10;
    private static final int PAUSE_MILLIS = 50;
    private static final int TAIL_LINES = 15;

    private final KafkaCluster cluster;
    private final Admin admin;

    KafkaClusterView(KafkaCluster cluster) {
        this.cluster = requireNonNull(cluster, "cluster is null");
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers(),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "200",
                AdminClientConfig.CLIENT_ID_CONFIG, "binrelay-cluster-view"));
    }

    /** One question to the cluster. */
    @FunctionalInterface
    interface Question {
        /** What is still to be waited for, one sentence each; empty when nothing is. */
        List<String> ask(KafkaClusterView view) throws ExecutionException, TimeoutException, InterruptedException;
    }

    /** Asks until nothing is left to be waited for; a question that fails is asked again. */
    void await(Question question) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try {
            while (true) {
                List<String> missing = askOnce(question);
                if (missing.isEmpty()) {
                    return;
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new ServerException(
                            "After " + TIMEOUT.toSeconds() + " s still: " + String.join("; ", missing) + logs());
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("Interrupted while waiting for the " + cluster, e);
        }
    }

    private List<String> askOnce(Question question) throws InterruptedException {
        try {
            return question.ask(this);
        } catch (ExecutionException | TimeoutException e) {
            return List.of("the cluster does not answer (" + e + ")");
        }
    }

    /** Brokers that are missing, partitions without leader or with incomplete copies. */
    List<String> outOfSync() throws ExecutionException, TimeoutException, InterruptedException {
        List<String> missing = new ArrayList<>();
        int members = get(admin.describeCluster().nodes()).size();
        if (members < cluster.size()) {
            missing.add(members + " of " + cluster.size() + " brokers are members");
        }
        Set<String> names =
                get(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        for (TopicDescription topic :
                get(admin.describeTopics(names).allTopicNames()).values()) {
            for (TopicPartitionInfo partition : topic.partitions()) {
                if (partition.leader() == null
                        || partition.isr().size() < partition.replicas().size()) {
                    missing.add("topic " + topic.name() + " lacks a copy: " + partition);
                }
            }
        }
        return missing;
    }

    /** Transactions that are decided but not yet completed. */
    List<String> unsettledTransactions() throws ExecutionException, TimeoutException, InterruptedException {
        Collection<TransactionListing> unsettled = get(admin.listTransactions(new ListTransactionsOptions()
                        .filterStates(Set.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT)))
                .all());
        return unsettled.stream()
                .map(one -> "transaction " + one.transactionalId() + " is in state " + one.state())
                .toList();
    }

    private static <T> T get(KafkaFuture<T> answer) throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    private String logs() {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < cluster.size(); index++) {
            KafkaBroker broker = cluster.broker(index);
            text.append("\n--- ").append(broker).append(broker.isAlive() ? ", runs\n" : ", does not run\n");
            text.append(LogTail.of(broker.logFile(), TAIL_LINES));
        }
        return text.toString();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
