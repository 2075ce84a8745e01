package io.binrelay.testsupport.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbeddedServersIT {
    @ParameterizedTest
    @EnumSource(Engine.class)
    void dataSurvivesAKillAndARestartOnTheSamePort(Engine engine) throws Exception {
        long pid;
        Path directory;
        try (DatabaseServer server =
                DatabaseServer.builder(engine).durable(false).start()) {
            int port = server.port();
            server.execute("CREATE DATABASE d", "CREATE TABLE d.t (a INT PRIMARY KEY)", "INSERT INTO d.t VALUES (42)");
            server.kill();
            assertThat(server.isAlive()).isFalse();

            server.restart();

            assertThat(server.queryValue("SELECT a FROM d.t")).isEqualTo("42");
            assertThat(server.port()).isEqualTo(port);
            pid = server.pid();
            directory = server.dataDirectory();
        }
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(directory).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSourceWritesAFullRowImageBinlogAndHasAnIdOfItsOwn(Engine engine) throws Exception {
        try (DatabaseServer server = DatabaseServer.builder(engine)
                .serverId(77)
                .option("--lower-case-table-names=1")
                .start()) {
            assertThat(server.queryValue(
                            "SELECT CONCAT_WS(' ', @@server_id, IF(@@log_bin IN ('1', 'ON'), 1, 0), @@binlog_format,"
                                    + " @@binlog_row_image, @@lower_case_table_names, @@sync_binlog)"))
                    .isEqualTo("77 1 ROW FULL 1 1");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void accountsAreCreatedWithoutATraceInTheBinlog(Engine engine) throws Exception {
        try (DatabaseServer server =
                DatabaseServer.builder(engine).durable(false).start()) {
            String before = server.queryValue("SELECT CONCAT_WS(' ', @@server_id)") + position(server);
            server.createSourceAccount("capture", "it's a \\secret");
            server.createReplicaAccount("applier", "p");
            assertThat(server.queryValue("SELECT CONCAT_WS(' ', @@server_id)") + position(server))
                    .isEqualTo(before);
            try (java.sql.Connection capture = server.connect("capture", "it's a \\secret");
                    java.sql.Connection applier = server.connect("applier", "p");
                    java.sql.Statement statement = applier.createStatement()) {
                assertThat(capture.isValid(5)).isTrue();
                statement.execute("SET GLOBAL max_connections = 150");
            }
        }
    }

    private static String position(DatabaseServer server) throws Exception {
        try (java.sql.Connection connection = server.connect();
                java.sql.Statement statement = connection.createStatement();
                java.sql.ResultSet status = statement.executeQuery("SHOW MASTER STATUS")) {
            status.next();
            return status.getString(1) + ":" + status.getString(2);
        }
    }

    @Test
    void everyMysqlServerHasAUuidOfItsOwnAndGtidsWhenAsked() throws Exception {
        try (DatabaseServer one = DatabaseServer.builder(Engine.MYSQL)
                        .name("one")
                        .gtidMode(true)
                        .start();
                DatabaseServer two = DatabaseServer.builder(Engine.MYSQL)
                        .name("two")
                        .binlog(false)
                        .start()) {
            assertThat(one.queryValue("SELECT @@server_uuid")).isNotEqualTo(two.queryValue("SELECT @@server_uuid"));
            assertThat(one.queryValue("SELECT @@gtid_mode")).isEqualTo("ON");
            assertThat(two.queryValue("SELECT @@log_bin")).isEqualTo("0");
            assertThat(one.port()).isNotEqualTo(two.port());
        }
    }

    @Test
    void aServerThatCannotStartSaysWhyWithTheEndOfItsLog() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> DatabaseServer.builder(Engine.MYSQL)
                        .option("--no-such-option=1")
                        .start())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("while it started")
                .hasMessageContaining("unknown variable 'no-such-option=1'");
    }

    @Test
    void aCommittedKafkaTransactionSurvivesAKillOfTheBroker() throws Exception {
        long pid;
        try (KafkaBroker broker = KafkaBroker.builder().start()) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.createTopics(Set.of(new NewTopic("t", 1, (short) 1)))
                        .all()
                        .get();
            }
            produce(broker, "survivor");
            broker.kill();
            assertThat(broker.isAlive()).isFalse();

            broker.restart();
            // The commit marker may not have been written yet: the next registration completes the commit, as capture's
            // does.
            try (KafkaProducer<String, String> next = producer(broker)) {
                next.initTransactions();
            }

            assertThat(read(broker)).containsExactly("survivor");
            pid = broker.pid();
        }
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    private static void produce(KafkaBroker broker, String value) throws Exception {
        try (KafkaProducer<String, String> producer = producer(broker)) {
            producer.initTransactions();
            producer.beginTransaction();
            assertThat(producer.send(new ProducerRecord<>("t", value)).get().offset())
                    .isZero();
            producer.commitTransaction();
        }
    }

    private static KafkaProducer<String, String> producer(KafkaBroker broker) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "x"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static List<String> read(KafkaBroker broker) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("t", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> values = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (values.isEmpty() && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
            }
            return values;
        }
    }

    @Test
    void childrenDieWithAParentThatIsKilled(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("parent.log");
        ChildProcess parent = ChildProcess.start(ChildCommand.java(
                "parent",
                List.of("-Xmx128m", "-Djava.io.tmpdir=" + directory),
                ParentOfServers.class.getName(),
                List.of(),
                log));
        List<Long> children = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (children.size() < 2 && System.nanoTime() < deadline) {
            parent.waitFor(Duration.ofMillis(100));
            children = Files.readAllLines(log).stream()
                    .filter(line -> line.startsWith("child "))
                    .map(line -> Long.parseLong(line.substring(6)))
                    .toList();
        }
        assertThat(children)
                .as("what the parent printed: %s", parent.logTail(50))
                .hasSize(2);

        parent.kill();

        for (long child : children) {
            assertThat(ProcessHandle.of(child)
                            .map(ProcessHandle::onExit)
                            .map(end -> end.completeOnTimeout(null, 20, java.util.concurrent.TimeUnit.SECONDS)
                                    .join()))
                    .as("process %s has ended", child)
                    .satisfies(any -> assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive))
                            .isEmpty());
        }
    }

    /** A program that starts servers from a thread that then ends, prints their process ids and waits to be killed. */
    static final class ParentOfServers {
        private ParentOfServers() {}

        public static void main(String[] arguments) throws Exception {
            Thread starter = new Thread(() -> {
                System.out.println(
                        "child " + DatabaseServer.builder(Engine.MYSQL).start().pid());
                System.out.println("child " + KafkaBroker.builder().start().pid());
            });
            starter.start();
            starter.join();
            Thread.sleep(Duration.ofMinutes(5).toMillis());
        }
    }
}
