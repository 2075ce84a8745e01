package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.RenamedTable;
import io.binrelay.applier.replica.Replica;
import io.binrelay.applier.replica.ReplicaException;
import io.binrelay.relay.filter.FilterDecision;
import io.binrelay.relay.filter.FilterRules;
import io.binrelay.relay.filter.NameComparison;
import io.binrelay.relay.filter.ReplicationFilter;
import io.binrelay.relay.filter.RowsSelection;
import io.binrelay.relay.filter.TableName;
import io.binrelay.relay.filter.UndecidedStatementException;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.schemas.binlog.RowsFlags;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves out of the records what replication filters do not let pass, and gives databases their names on the replica.
 * The records stay, so that the checkpoint moves over transactions of which nothing is left, as a server's position
 * does. Decides nothing itself: see {@link ReplicationFilter}.
 *
 * <p>The parts of a file that LOAD DATA reads stand in front of the statement and pass before it is known; the replica
 * forgets them with the transaction. Not thread-safe.
 */
final class RecordFilter {
    private static final Logger LOG = LoggerFactory.getLogger(RecordFilter.class);

    private final FilterRules rules;
    private final Replica replica;
    private final RowsSelection<RelayEvent> selection = new RowsSelection<>(RecordFilter::endingStatement);
    private final Map<TableName, FilterDecision> ofRows = new HashMap<>();
    private @Nullable NameComparison names;
    private ReplicationFilter filter = ReplicationFilter.NONE;

    RecordFilter(FilterRules rules, Replica replica) {
        this.rules = requireNonNull(rules, "rules is null");
        this.replica = requireNonNull(replica, "replica is null");
    }

    /**
     * What is to be applied of a record; records come in the order of the log, and again from a transaction's beginning
     * after a failure.
     *
     * @throws ReplicaException it cannot be told for sure whether a statement is to be applied
     */
    LoggedRecord apply(LoggedRecord logged) {
        RelayRecord record = logged.record();
        if (rules.isEmpty() || record.events().isEmpty()) {
            return logged;
        }
        if (record.header().fragment() == 0) {
            selection.clear();
        }
        List<RelayEvent> kept = new ArrayList<>();
        try {
            record.events().forEach(event -> take(event, kept));
        } catch (UndecidedStatementException e) {
            throw new ReplicaException(place(logged) + ": " + e.getMessage(), 0, "", e);
        }
        if (record.header().last()) {
            selection.finish(kept::add);
        }
        return new LoggedRecord(
                logged.offset(), logged.nextOffset(), logged.sizeInBytes(), new RelayRecord(record.header(), kept));
    }

    private void take(RelayEvent event, List<RelayEvent> kept) {
        if (event instanceof RelayEvent.TableMap map) {
            selection.tableMap(renamed(map), passes(map.table()), kept::add);
        } else if (event instanceof RelayEvent.Rows rows) {
            selection.rows(renamed(rows), passes(rows.table()), RowsFlags.endsStatement(rows.bytes()), kept::add);
        } else if (event instanceof RelayEvent.Execute execute) {
            if (passes(execute.statement())) {
                kept.add(new RelayEvent.Execute(renamed(execute.statement())));
            }
        } else {
            kept.add(event);
        }
    }

    private boolean passes(Table table) {
        ReplicationFilter current = filter();
        return ofRows.computeIfAbsent(
                        new TableName(table.database(), table.name()),
                        name -> current.rows(name.database(), name.name()))
                .executes();
    }

    private boolean passes(Statement statement) {
        FilterDecision decision = filter().statement(statement, replica::tableOfTrigger);
        if (!decision.executes()) {
            LOG.debug("a statement with default database '{}' is left out: {}", statement.database(), decision);
        }
        return decision.executes();
    }

    private static String place(LoggedRecord logged) {
        RecordHeader header = logged.record().header();
        return "transaction " + header.sequence() + (header.gtid() == null ? "" : " (GTID " + header.gtid() + ")")
                + ", source position " + header.begin() + " to " + header.end() + ", relay log offset "
                + logged.offset();
    }

    private RelayEvent renamed(RelayEvent.TableMap map) {
        String database = filter().rewritten(map.table().database());
        return database.equals(map.table().database()) ? map : RenamedTable.of(map, database);
    }

    private RelayEvent renamed(RelayEvent.Rows rows) {
        String database = filter().rewritten(rows.table().database());
        return database.equals(rows.table().database()) ? rows : RenamedTable.of(rows, database);
    }

    private Statement renamed(Statement statement) {
        String database = filter().rewritten(statement.database());
        return database.equals(statement.database()) ? statement : statement.withDatabase(database);
    }

    /** For the replica that is claimed, which may be another server now. */
    private ReplicationFilter filter() {
        NameComparison current = replica.names();
        if (!current.equals(names)) {
            names = current;
            filter = new ReplicationFilter(rules, current);
            ofRows.clear();
        }
        return filter;
    }

    private static RelayEvent endingStatement(RelayEvent event) {
        RelayEvent.Rows rows = (RelayEvent.Rows) event;
        return new RelayEvent.Rows(rows.table(), RowsFlags.endingStatement(rows.bytes()), rows.tableMap());
    }
}
