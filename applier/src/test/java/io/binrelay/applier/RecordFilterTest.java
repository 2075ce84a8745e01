package io.binrelay.applier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.applier.core.GroupLimits;
import io.binrelay.applier.replica.ReplicaException;
import io.binrelay.relay.filter.DatabaseRewrite;
import io.binrelay.relay.filter.FilterRules;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.service.Backoff;
import io.binrelay.relay.service.Stages;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.RowsFlags;
import io.binrelay.schemas.binlog.TableMapEvent;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.schemas.relay.Table;
import io.binrelay.testsupport.binlog.BinlogDump;
import io.binrelay.testsupport.binlog.InMemoryBinlog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordFilterTest {
    private static final Table ORDERS = new Table("shop", "orders", List.of());
    private static final Table AUDIT = new Table("shop", "audit", List.of());

    private final FakeReplicaServer server = new FakeReplicaServer();

    @Test
    void trap74_a_transaction_of_which_nothing_is_left_moves_the_checkpoint() {
        LogForTests log = new LogForTests();
        log.append(
                Transactions.statement(1, "CREATE TABLE orders (a INT)"),
                Transactions.rows(2, "a".repeat(40)),
                Transactions.statement(3, "DROP TABLE orders"));
        ApplySettings settings = new ApplySettings(
                new GroupLimits(100, 1 << 20), Duration.ZERO, Duration.ofSeconds(5), false, ignoring("shop"));
        ApplyLoop loop = new ApplyLoop(
                log::reader,
                new FakeReplica(server),
                settings,
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), 1),
                Stages.UNWATCHED,
                () -> Instant.EPOCH,
                Guidance.NONE);

        for (int step = 0; step < 6; step++) {
            loop.runOnce();
        }

        assertThat(requireNonNull(server.checkpoint, "there is no checkpoint").sequence())
                .isEqualTo(3);
        assertThat(server.statements).isEmpty();
        assertThat(server.committed).isEmpty();
    }

    @Test
    void trap74_rows_end_their_statement_though_what_ended_it_in_another_fragment_is_left_out() {
        RecordFilter filter = new RecordFilter(ignoringTable("shop.audit"), new FakeReplica(server));
        RelayRecord first = Transactions.record(
                5,
                0,
                0,
                false,
                GroupEnd.NONE,
                List.of(map(ORDERS), map(AUDIT), rows(ORDERS, false), rows(ORDERS, false)));
        RelayRecord second = Transactions.record(5, 0, 1, true, GroupEnd.XID, List.of(rows(AUDIT, true)));

        List<RelayEvent> kept = filter.apply(logged(first)).record().events();
        List<RelayEvent> rest = filter.apply(logged(second)).record().events();

        assertThat(kept).extracting(RecordFilterTest::describe).containsExactly("map orders", "orders");
        assertThat(rest).extracting(RecordFilterTest::describe).containsExactly("orders, ends");
    }

    @Test
    void trap74_rows_and_statements_of_a_rewritten_database_are_of_the_other_one() {
        RelayEvent.TableMap map = realMap("shop", "orders");
        RecordFilter filter = new RecordFilter(rewriting("shop", "a_longer_name"), new FakeReplica(server));
        RelayRecord record = Transactions.record(
                5,
                0,
                0,
                true,
                GroupEnd.XID,
                List.of(
                        map,
                        new RelayEvent.Rows(map.table(), flagged(true), map.bytes()),
                        Transactions.execute("INSERT INTO shop.t VALUES (1)")));

        List<RelayEvent> events = filter.apply(logged(record)).record().events();

        RelayEvent.TableMap renamed = (RelayEvent.TableMap) events.get(0);
        TableMapEvent parsed = TableMapEvent.parse(new BinlogEvent("f.1", 4, renamed.bytes()));
        TableMapEvent before = TableMapEvent.parse(new BinlogEvent("f.1", 4, map.bytes()));
        assertThat(renamed.table().qualifiedName()).isEqualTo("a_longer_name.orders");
        assertThat(parsed.database()).isEqualTo("a_longer_name");
        assertThat(parsed.table()).isEqualTo("orders");
        assertThat(parsed.columns()).isEqualTo(before.columns());
        assertThat(((RelayEvent.Rows) events.get(1)).tableMap()).isEqualTo(renamed.bytes());
        RelayEvent.Execute execute = (RelayEvent.Execute) events.get(2);
        assertThat(execute.statement().database()).isEqualTo("a_longer_name");
        assertThat(execute.statement().text()).asString().isEqualTo("INSERT INTO shop.t VALUES (1)");
    }

    @Test
    void trap74_a_statement_about_which_rules_say_nothing_sure_stops_with_its_place() {
        RecordFilter filter = new RecordFilter(ignoringTable("shop.audit"), new FakeReplica(server));
        RelayRecord record = Transactions.record(
                5, 0, 0, true, GroupEnd.XID, List.of(Transactions.execute("UPDATE orders, audit SET orders.a = 1")));

        assertThatThrownBy(() -> filter.apply(logged(record)))
                .isInstanceOf(ReplicaException.class)
                .hasMessageContaining("transaction 5")
                .hasMessageContaining("relay log offset 9")
                .hasMessageContaining("UPDATE orders, audit SET orders.a = 1");
    }

    private static LoggedRecord logged(RelayRecord record) {
        return new LoggedRecord(9, 100, record);
    }

    private static FilterRules ignoring(String database) {
        return new FilterRules(
                FilterRules.Place.REPLICA,
                List.of(),
                List.of(database),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static FilterRules ignoringTable(String table) {
        return new FilterRules(
                FilterRules.Place.REPLICA,
                List.of(),
                List.of(),
                List.of(),
                List.of(table),
                List.of(),
                List.of(),
                List.of());
    }

    private static FilterRules rewriting(String from, String to) {
        return new FilterRules(
                FilterRules.Place.REPLICA,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new DatabaseRewrite(from, to)));
    }

    private static RelayEvent.TableMap realMap(String database, String table) {
        InMemoryBinlog binlog = new InMemoryBinlog(Family.MYSQL, 5, 1_700_000_000);
        binlog.begin();
        binlog.tableMap(7, database, table);
        BinlogDump dump = new BinlogDump(binlog, new FilePosition("binlog.000001", 4));
        BinlogEvent event = dump.next();
        while (event != null && event.type() != EventType.TABLE_MAP) {
            event = dump.next();
        }
        if (event == null) {
            throw new AssertionError("there is no TABLE_MAP");
        }
        return new RelayEvent.TableMap(new Table(database, table, List.of()), event.bytes());
    }

    private static RelayEvent map(Table table) {
        return new RelayEvent.TableMap(table, new byte[30]);
    }

    private static RelayEvent rows(Table table, boolean ends) {
        return new RelayEvent.Rows(table, flagged(ends), new byte[30]);
    }

    private static byte[] flagged(boolean ends) {
        return ends ? RowsFlags.endingStatement(new byte[30]) : new byte[30];
    }

    private static String describe(RelayEvent event) {
        if (event instanceof RelayEvent.TableMap map) {
            return "map " + map.table().name();
        }
        RelayEvent.Rows rows = (RelayEvent.Rows) event;
        return rows.table().name() + (RowsFlags.endsStatement(rows.bytes()) ? ", ends" : "");
    }
}
