package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.capture.core.SourceIdentity;
import io.binrelay.capture.core.TransactionAssembler;
import io.binrelay.relay.filter.ReplicationFilter;
import io.binrelay.relay.log.LogTail;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.avro.RelayRecordJson;
import io.binrelay.schemas.avro.TableLabels;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.testsupport.servers.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The documents in {@code docs/relay-log} tell the truth: their SQL, run on real sources, gives the records they show.
 * With {@code -Dgolden.write=true} the documents are rewritten to what was found, for a person to read the difference.
 */
final class GoldenFilesIT {
    private static final Path DOCUMENTS = Path.of("..", "docs", "relay-log");

    /** What differs from run to run: positions, times, identities. Shown without their values where asked for. */
    private static final List<String> ENVELOPE = List.of(
            "sequence",
            "attempt",
            "fragment",
            "last",
            "gtid",
            "file",
            "pos",
            "endFile",
            "endPos",
            "timestamp",
            "committed",
            "originallyCommitted",
            "serverId");

    private static final Map<Engine, SourceUnderTest> SOURCES = new EnumMap<>(Engine.class);

    @BeforeAll
    static void startServers() throws SQLException {
        for (Engine engine : Engine.values()) {
            SOURCES.put(
                    engine,
                    SourceUnderTest.start(engine, "--binlog_row_metadata=FULL", "--character_set_server=utf8mb4"));
        }
    }

    @AfterAll
    static void stopServers() {
        SOURCES.values().forEach(SourceUnderTest::close);
    }

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.list(DOCUMENTS)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void the_relay_log_holds_what_the_document_shows(Path document) throws Exception {
        GoldenFile golden = GoldenFile.read(document);
        List<String> found = new ArrayList<>();
        for (GoldenFile.Example example : golden.examples()) {
            found.add(recordsOf(example));
        }
        assertThat(found).as("examples in " + document).isNotEmpty();
        if (Boolean.getBoolean("golden.write")) {
            golden.rewrite(found);
            return;
        }
        assertThat(String.join("\n\n", found))
                .isEqualTo(String.join(
                        "\n\n",
                        golden.examples().stream().map(GoldenFile.Example::json).toList()));
    }

    private static String recordsOf(GoldenFile.Example example) throws SQLException {
        SourceUnderTest source = requireNonNull(SOURCES.get(example.engine()));
        source.execute("DROP DATABASE IF EXISTS shop", "CREATE DATABASE shop CHARACTER SET utf8mb4");
        FilePosition start = source.end();
        List<String> session = new ArrayList<>();
        session.add("USE shop");
        session.addAll(example.sql());
        source.execute(session.toArray(String[]::new));
        FilePosition end = source.end();
        StringBuilder text = new StringBuilder();
        for (EncodedRecord record : capture(source, start, end)) {
            boolean statement = record.header().groupEnd() == GroupEnd.STATEMENT;
            if (!statement || !example.has("rows")) {
                text.append(text.isEmpty() ? "" : "\n").append(shown(record, example.has("envelope")));
            }
        }
        return text.toString();
    }

    private static List<EncodedRecord> capture(SourceUnderTest source, FilePosition start, FilePosition end) {
        SourceInspection.Server server =
                new SourceInspector(source.settings()).inspect().server();
        TransactionAssembler assembler = new TransactionAssembler(
                new SourceIdentity(server.family(), requireNonNullElse(server.uuid(), ""), server.serverId()),
                1 << 20,
                new RelayRecordBuilder(server.family(), TableLabels.NONE),
                ReplicationFilter.NONE,
                new LogTail("golden", null),
                new StartPosition.AtFile(start));
        List<EncodedRecord> records = new ArrayList<>();
        try (DebeziumBinlogSource binlog =
                new DebeziumBinlogSource(source.settings(), DebeziumBinlogSource.DEFAULT_QUEUE_BYTES)) {
            binlog.start(new StartPosition.AtFile(start));
            while (assembler.position().filter(end::equals).isEmpty()) {
                for (BinlogEvent event : binlog.poll(Duration.ofSeconds(1))) {
                    assembler.accept(event, records::add);
                }
            }
        }
        return records;
    }

    /** One line for the record, one for each event. */
    private static String shown(EncodedRecord record, boolean envelope) {
        ObjectNode json = new RelayRecordJson().toJson(record.bytes());
        for (String field : ENVELOPE) {
            if (envelope && json.has(field)) {
                JsonNode value = json.get(field);
                if (value.isTextual()) {
                    json.put(field, "…");
                } else if (value.isNumber()) {
                    json.put(field, 1);
                }
            } else {
                json.remove(field);
            }
        }
        JsonNode events = json.remove("events");
        String head = json.toString();
        StringBuilder text = new StringBuilder(head.substring(0, head.length() - 1)).append(",\"events\":[");
        for (int i = 0; i < events.size(); i++) {
            text.append(i == 0 ? "\n  " : ",\n  ").append(events.get(i));
        }
        return text.append("]}").toString();
    }
}
