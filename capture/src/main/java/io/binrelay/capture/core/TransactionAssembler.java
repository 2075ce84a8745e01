package io.binrelay.capture.core;

import static java.util.Objects.requireNonNullElse;

import io.binrelay.capture.source.StartPosition;
import io.binrelay.relay.filter.ReplicationFilter;
import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.CompressedEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.MalformedEventException;
import io.binrelay.schemas.binlog.TransactionPayload;
import io.binrelay.schemas.binlog.UnsupportedEventException;
import io.binrelay.schemas.binlog.XaPrepareEvent;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RecordHeader;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of a source's binary log into the records of the relay log: decides what begins a transaction, what
 * ends it, where a large one is cut, which number it gets, and what is refused.
 *
 * <p>Borders. A group begins with a GTID event (on MariaDB that is also its BEGIN, unless flagged as standalone) or, on
 * servers that write none, with its first QUERY. After {@code BEGIN} it ends with XID, {@code COMMIT} or
 * {@code ROLLBACK}, after {@code XA START} with XA_PREPARE; otherwise it is the one statement that follows. Groups
 * without changes are recorded too (trap 35). A transaction whose file ends with a crash of the source has had no
 * effect there: the fragments already given are voided by a higher attempt.
 *
 * <p>Once {@link #accept} has thrown, this object is of no further use. For one thread.
 */
public final class TransactionAssembler {
    private static final int ARTIFICIAL_FLAG = 0x20;

    private final RecordHeaders headers;
    private final long fragmentBytes;
    private final GroupContent content;
    private final ReadPosition read;
    private long sequence;
    private int attempt;
    private @Nullable OpenGroup group;

    /**
     * @param fragmentBytes a transaction that has grown to this size is continued in a further record; at least 1
     * @param records empty
     * @param filter what of the source enters the log
     * @param tail the log that the records will be appended to
     * @param start where the source begins to send: at the tail's position unless the log is empty
     */
    public TransactionAssembler(
            SourceIdentity source,
            long fragmentBytes,
            RelayRecordBuilder records,
            ReplicationFilter filter,
            LogTail tail,
            StartPosition start) {
        this.headers = new RecordHeaders(source);
        if (fragmentBytes < 1) {
            throw new IllegalArgumentException("fragmentBytes is " + fragmentBytes);
        }
        this.fragmentBytes = fragmentBytes;
        this.content = new GroupContent(records, filter);
        this.sequence = tail.nextSequence();
        this.attempt = tail.nextAttempt();
        this.read = new ReadPosition(tail, start);
    }

    /**
     * Takes the next event of the source.
     *
     * @param completed gets the records that the event completes, in order: mostly none or one, as many as it takes of
     *     an event that holds a whole transaction. What it throws is thrown on
     * @throws BinrelayException the event, or what it belongs to, cannot be replicated; the message says what to do
     */
    public void accept(BinlogEvent event, Consumer<EncodedRecord> completed) {
        if (event.type() == EventType.TRANSACTION_PAYLOAD) {
            acceptPayload(event, completed);
            return;
        }
        EncodedRecord record = read(event);
        if (record != null) {
            completed.accept(record);
        }
    }

    /** A compressed transaction: its events one by one, all at the place of the payload. */
    private void acceptPayload(BinlogEvent event, Consumer<EncodedRecord> completed) {
        try (TransactionPayload payload = new TransactionPayload(event)) {
            for (BinlogEvent inner = payload.next(); inner != null; inner = payload.next()) {
                EncodedRecord record = read(inner);
                if (record != null) {
                    completed.accept(record);
                }
            }
        } catch (UnsupportedEventException | MalformedEventException e) {
            throw failure(event, requireNonNullElse(e.getMessage(), "it cannot be read"), e);
        }
    }

    private @Nullable EncodedRecord read(BinlogEvent event) {
        try {
            return dispatch(event);
        } catch (UnsupportedEventException | MalformedEventException | IllegalStateException e) {
            throw failure(event, requireNonNullElse(e.getMessage(), "it cannot be read"), e);
        }
    }

    /**
     * A record that says how far the source was read; empty where it would hide something: inside a transaction of
     * which fragments are in the log, and while the file's format or the position is not known yet.
     *
     * @param nowSeconds the time, seconds since the epoch
     */
    public Optional<EncodedRecord> heartbeat(long nowSeconds) {
        boolean torn = attempt > 0 || group != null;
        return torn
                ? Optional.empty()
                : read.settled()
                        .map(at ->
                                content.finishEmpty(headers.ofHeartbeat(sequence - 1, at, nowSeconds, read.format())));
    }

    /** Up to where the source was read, between transactions; empty while not known. */
    public Optional<FilePosition> position() {
        return read.position();
    }

    private @Nullable EncodedRecord dispatch(BinlogEvent event) {
        int type = event.type();
        if (EventType.changesRows(type)) {
            return rows(event);
        }
        switch (type) {
            case EventType.TABLE_MAP -> {
                return tableMap(event);
            }
            case EventType.ROWS_QUERY, EventType.MARIADB_ANNOTATE_ROWS -> content.annotation(event);
            case EventType.GTID, EventType.ANONYMOUS_GTID, EventType.GTID_TAGGED, EventType.MARIADB_GTID ->
                begin(event);
            case EventType.QUERY -> {
                return query(event);
            }
            case EventType.XID -> {
                return end(event, requireTransaction(event), GroupEnd.XID);
            }
            case EventType.INTVAR, EventType.RAND, EventType.USER_VAR -> input(event);
            case EventType.BEGIN_LOAD_QUERY, EventType.APPEND_BLOCK -> {
                return part(event, content::fileBlock);
            }
            case EventType.EXECUTE_LOAD_QUERY -> {
                return part(event, content::load);
            }
            // LOAD DATA has failed, and nothing of it stays: no statement refers to the blocks.
            case EventType.DELETE_FILE -> requireTransaction(event);
            case EventType.XA_PREPARE -> {
                return xaPrepare(event);
            }
            case EventType.FORMAT_DESCRIPTION -> beginFile(event);
            case EventType.ROTATE -> rotate(event);
            case EventType.HEARTBEAT, EventType.HEARTBEAT_V2 -> {
                // Not in the file; while a source skips transactions its position may lie inside one.
            }
            case EventType.PREVIOUS_GTIDS,
                    EventType.STOP,
                    EventType.IGNORABLE,
                    EventType.VIEW_CHANGE,
                    EventType.TRANSACTION_CONTEXT,
                    EventType.MARIADB_GTID_LIST,
                    EventType.MARIADB_BINLOG_CHECKPOINT,
                    EventType.MARIADB_START_ENCRYPTION -> passOver(event);
            default -> {
                return others(event);
            }
        }
        return null;
    }

    /** @throws BinrelayException the file is not the one that was read before, or the one before it was cut off */
    private void beginFile(BinlogEvent event) {
        SourceFormat next = SourceFormat.of(event);
        if (group != null && !next.file().equals(group.begin().file())) {
            if (!next.serverStarted()) {
                throw failure(event, "the file before it ends inside a transaction. Check it with mysqlbinlog.", null);
            }
            giveUpGroup(group);
        }
        read.beginFile(next);
        passOver(event);
    }

    private void rotate(BinlogEvent event) {
        if (group == null) {
            read.rotate(event);
            return;
        }
        if ((event.flags() & ARTIFICIAL_FLAG) == 0) {
            throw failure(event, "it stands inside a transaction. Check the file with mysqlbinlog.", null);
        }
    }

    private void passOver(BinlogEvent event) {
        if (group == null) {
            read.passOver(event);
        }
    }

    private @Nullable EncodedRecord others(BinlogEvent event) {
        if (CompressedEvent.isOne(event.type())) {
            return dispatch(CompressedEvent.unpack(event));
        }
        Refusals.Refusal refusal = Refusals.ofEvent(event);
        if (refusal != null) {
            throw refused(event, refusal);
        }
        passOver(event);
        return null;
    }

    private void begin(BinlogEvent event) {
        if (group != null) {
            throw failure(event, "the transaction before it has no end. Check the file with mysqlbinlog.", null);
        }
        open(event, GroupStart.of(event));
    }

    private OpenGroup open(BinlogEvent event, GroupStart start) {
        OpenGroup opened = new OpenGroup(read.beginOf(event), start, event.timestampSeconds(), event.serverId());
        group = opened;
        return opened;
    }

    private @Nullable EncodedRecord query(BinlogEvent event) {
        QueryText query = QueryText.of(event);
        OpenGroup open = group != null ? group : open(event, GroupStart.UNANNOUNCED);
        StatementKind kind = StatementKind.of(query.text());
        return open.hasBegun() ? insideTransaction(event, open, kind, query) : firstStatement(event, open, kind, query);
    }

    private @Nullable EncodedRecord insideTransaction(
            BinlogEvent event, OpenGroup open, StatementKind kind, QueryText query) {
        boolean first = content.isEmpty() && open.fragments() == 0;
        switch (kind) {
            case COMMIT -> {
                return end(event, open, GroupEnd.COMMIT);
            }
            case ROLLBACK -> {
                return end(event, open, first ? GroupEnd.COMMIT : GroupEnd.ROLLBACK);
            }
            case SAVEPOINT -> content.savepoint(event);
            case ROWS_AS_TEXT, TEMPORARY_TABLE -> content.statement(event, query);
            case CREATE_TABLE, OTHER -> {
                // MariaDB logs the DROP of a CREATE OR REPLACE .. SELECT that failed as a group with ROLLBACK.
                if (!first) {
                    throw refused(event, Refusals.ofStatement(kind, true, StatementKind.firstWord(query.text())));
                }
                content.statement(event, query);
            }
            case XA -> endXa(event, open, query);
            case BEGIN -> throw refused(event, Refusals.ofStatement(kind, true, "BEGIN"));
        }
        return cutIfLarge(event, open);
    }

    private @Nullable EncodedRecord firstStatement(
            BinlogEvent event, OpenGroup open, StatementKind kind, QueryText query) {
        switch (kind) {
            case BEGIN -> {
                open.setBegun(QueryText.sqlMode(event));
                return null;
            }
            case XA -> {
                return firstXa(event, open, query);
            }
            case COMMIT, ROLLBACK, SAVEPOINT ->
                throw refused(event, Refusals.ofStatement(kind, false, StatementKind.firstWord(query.text())));
            case TEMPORARY_TABLE, CREATE_TABLE, ROWS_AS_TEXT, OTHER -> {
                boolean kept = !open.start().withoutEffect() && content.statement(event, query);
                return end(event, open, kept ? GroupEnd.STATEMENT : GroupEnd.COMMIT);
            }
        }
        throw new IllegalStateException("a statement of kind " + kind);
    }

    /** XA START, XA COMMIT or XA ROLLBACK (trap 34). */
    private @Nullable EncodedRecord firstXa(BinlogEvent event, OpenGroup open, QueryText query) {
        XaStatement statement = XaStatement.parse(query.text());
        if (statement == null || !open.setXid(statement.xid())) {
            throw refused(event, Refusals.xa());
        }
        return switch (statement.verb()) {
            case START -> {
                open.setBegun(QueryText.sqlMode(event));
                yield null;
            }
            case COMMIT -> end(event, open, GroupEnd.XA_COMMIT);
            case ROLLBACK -> end(event, open, GroupEnd.XA_ROLLBACK);
            case END -> throw refused(event, Refusals.xa());
        };
    }

    private void endXa(BinlogEvent event, OpenGroup open, QueryText query) {
        if (!XaStatement.isEndOf(open.xid(), query.text())) {
            throw refused(event, Refusals.xa());
        }
    }

    private EncodedRecord xaPrepare(BinlogEvent event) {
        OpenGroup open = requireTransaction(event);
        XaPrepareEvent prepare = XaPrepareEvent.parse(event);
        if (!prepare.xid().equals(open.xid())) {
            throw refused(event, Refusals.xa());
        }
        return end(event, open, prepare.onePhase() ? GroupEnd.XA_ONE_PHASE : GroupEnd.XA_PREPARE);
    }

    private void input(BinlogEvent event) {
        if (group == null) {
            open(event, GroupStart.UNANNOUNCED);
        }
        content.input(event);
    }

    private @Nullable EncodedRecord part(BinlogEvent event, Consumer<BinlogEvent> taken) {
        OpenGroup open = requireTransaction(event);
        taken.accept(event);
        return cutIfLarge(event, open);
    }

    private @Nullable EncodedRecord tableMap(BinlogEvent event) {
        OpenGroup open = requireTransaction(event);
        content.tableMap(event);
        // The statement's text can be as large as the row that it wrote: the two need not be in memory together.
        return content.size() > RelayRecordBuilder.LARGEST_TYPED ? cutIfLarge(event, open) : null;
    }

    private @Nullable EncodedRecord rows(BinlogEvent event) {
        OpenGroup open = requireTransaction(event);
        content.rows(event);
        return cutIfLarge(event, open);
    }

    private OpenGroup requireTransaction(BinlogEvent event) {
        if (group == null || !group.hasBegun()) {
            throw failure(event, "no transaction is open. Check the file with mysqlbinlog.", null);
        }
        return group;
    }

    private @Nullable EncodedRecord cutIfLarge(BinlogEvent event, OpenGroup open) {
        if (content.size() < fragmentBytes) {
            return null;
        }
        EncodedRecord fragment = finish(event, open, GroupEnd.NONE);
        open.countFragment();
        return fragment;
    }

    private EncodedRecord end(BinlogEvent event, OpenGroup open, GroupEnd groupEnd) {
        boolean distributed = open.xid() != null;
        if (content.awaitsStatement() || distributed != groupEnd.isDistributed()) {
            throw failure(event, "the transaction before it is not complete. Check the file with mysqlbinlog.", null);
        }
        EncodedRecord last = finish(event, open, groupEnd);
        content.endGroup();
        read.moveTo(last.header().end());
        group = null;
        sequence++;
        attempt = 0;
        return last;
    }

    private void giveUpGroup(OpenGroup open) {
        if (open.fragments() > 0) {
            attempt++;
        }
        content.endGroup();
        group = null;
    }

    private EncodedRecord finish(BinlogEvent event, OpenGroup open, GroupEnd groupEnd) {
        FilePosition end = new FilePosition(event.file(), event.endPosition());
        RecordHeader header = headers.ofTransaction(open, sequence, attempt, end, groupEnd, read.format());
        return content.finish(header);
    }

    private BinrelayException refused(BinlogEvent event, Refusals.Refusal refusal) {
        return failure(event, refusal.reason() + ". " + refusal.remedy() + ".", null);
    }

    private BinrelayException failure(BinlogEvent event, String problem, @Nullable Exception cause) {
        String gtid = group == null ? null : group.start().gtid();
        return EventFailure.of(event, gtid, content.tableOf(event), problem, cause);
    }
}
