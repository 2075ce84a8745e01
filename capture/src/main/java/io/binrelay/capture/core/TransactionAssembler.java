package io.binrelay.capture.core;

import static java.util.Objects.requireNonNullElse;

import io.binrelay.capture.source.StartPosition;
import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.MalformedEventException;
import io.binrelay.schemas.binlog.UnsupportedEventException;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RecordHeader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of a source's binary log into the records of the relay log: decides what begins a transaction, what
 * ends it, where a large one is cut, which number it gets, and what is refused.
 *
 * <p>Borders. A group begins with a GTID event (on MariaDB that is also its BEGIN, unless flagged as standalone) or, on
 * servers that write none, with its first QUERY. After {@code BEGIN} it ends with XID or {@code COMMIT}; otherwise it
 * is the one statement that follows. Groups without changes are recorded too (trap 35). A transaction whose file ends
 * with a crash of the source has had no effect there: the fragments already given are voided by a higher attempt.
 *
 * <p>Once {@link #accept} has thrown, this object is of no further use. For one thread.
 */
public final class TransactionAssembler {
    private static final int IGNORABLE_FLAG = 0x80;
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
     * @param tail the log that the records will be appended to
     * @param start where the source begins to send: at the tail's position unless the log is empty
     */
    public TransactionAssembler(
            SourceIdentity source, long fragmentBytes, RelayRecordBuilder records, LogTail tail, StartPosition start) {
        this.headers = new RecordHeaders(source);
        if (fragmentBytes < 1) {
            throw new IllegalArgumentException("fragmentBytes is " + fragmentBytes);
        }
        this.fragmentBytes = fragmentBytes;
        this.content = new GroupContent(records);
        this.sequence = tail.nextSequence();
        this.attempt = tail.nextAttempt();
        this.read = new ReadPosition(tail, start);
    }

    /**
     * Takes the next event of the source.
     *
     * @return a record when the event completes one
     * @throws BinrelayException the event, or what it belongs to, cannot be replicated; the message says what to do
     */
    public Optional<EncodedRecord> accept(BinlogEvent event) {
        try {
            return Optional.ofNullable(dispatch(event));
        } catch (UnsupportedEventException | MalformedEventException | IllegalStateException e) {
            throw failure(event, requireNonNullElse(e.getMessage(), "it cannot be read"), e);
        } catch (GroupContent.MixedStatementException e) {
            throw failure(
                    event,
                    "one statement changes schema " + OwnSchema.NAME
                            + " and other tables. Leave that schema to appliers.",
                    e);
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
        if (EventType.isRows(type)) {
            return rows(event);
        }
        switch (type) {
            case EventType.TABLE_MAP -> tableMap(event);
            case EventType.ROWS_QUERY, EventType.MARIADB_ANNOTATE_ROWS -> content.annotation(event);
            case EventType.GTID, EventType.ANONYMOUS_GTID, EventType.GTID_TAGGED, EventType.MARIADB_GTID ->
                begin(event);
            case EventType.QUERY -> {
                return query(event);
            }
            case EventType.XID -> {
                return xid(event);
            }
            case EventType.FORMAT_DESCRIPTION -> beginFile(event);
            case EventType.ROTATE -> rotate(event);
            case EventType.HEARTBEAT, EventType.HEARTBEAT_V2 -> {
                // Not in the file; while a source skips transactions its position may lie inside one.
            }
            case EventType.PREVIOUS_GTIDS,
                    EventType.STOP,
                    EventType.IGNORABLE,
                    EventType.MARIADB_GTID_LIST,
                    EventType.MARIADB_BINLOG_CHECKPOINT,
                    EventType.MARIADB_START_ENCRYPTION -> passOver(event);
            default -> passOverUnlessRefused(event);
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

    private void passOverUnlessRefused(BinlogEvent event) {
        Refusals.Refusal refusal = Refusals.ofType(event.type());
        if (refusal != null) {
            throw refused(event, refusal);
        }
        if ((event.flags() & IGNORABLE_FLAG) == 0) {
            throw refused(event, Refusals.unknown());
        }
        passOver(event);
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
        if (start.unsupported() != null) {
            throw refused(event, start.unsupported());
        }
        return opened;
    }

    private @Nullable EncodedRecord query(BinlogEvent event) {
        QueryText query = QueryText.of(event);
        OpenGroup open = group != null ? group : open(event, GroupStart.UNANNOUNCED);
        if (query.errorCode() != 0) {
            throw refused(event, Refusals.failedStatement(query.errorCode()));
        }
        StatementKind kind = StatementKind.of(query.text());
        return open.hasBegun() ? insideTransaction(event, open, kind, query) : firstStatement(event, open, kind, query);
    }

    private @Nullable EncodedRecord insideTransaction(
            BinlogEvent event, OpenGroup open, StatementKind kind, QueryText query) {
        boolean empty = content.isEmpty() && open.fragments() == 0;
        if (kind == StatementKind.COMMIT || (kind == StatementKind.ROLLBACK && empty)) {
            return end(event, open, GroupEnd.COMMIT);
        }
        if (kind == StatementKind.DROP_TEMPORARY) {
            return null;
        }
        if (kind != StatementKind.SAVEPOINT) {
            throw refused(event, Refusals.ofStatement(kind, true, StatementKind.firstWord(query.text())));
        }
        content.statement(event);
        return cutIfLarge(event, open);
    }

    private @Nullable EncodedRecord firstStatement(
            BinlogEvent event, OpenGroup open, StatementKind kind, QueryText query) {
        if (kind == StatementKind.BEGIN) {
            open.setBegun();
            return null;
        }
        if (kind != StatementKind.OTHER && kind != StatementKind.DROP_TEMPORARY) {
            throw refused(event, Refusals.ofStatement(kind, false, StatementKind.firstWord(query.text())));
        }
        boolean kept = kind != StatementKind.DROP_TEMPORARY && content.statementAlone(event, query);
        return end(event, open, kept ? GroupEnd.STATEMENT : GroupEnd.COMMIT);
    }

    private void tableMap(BinlogEvent event) {
        requireTransaction(event);
        content.tableMap(event);
    }

    private @Nullable EncodedRecord rows(BinlogEvent event) {
        OpenGroup open = requireTransaction(event);
        content.rows(event);
        return cutIfLarge(event, open);
    }

    private EncodedRecord xid(BinlogEvent event) {
        return end(event, requireTransaction(event), GroupEnd.XID);
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
