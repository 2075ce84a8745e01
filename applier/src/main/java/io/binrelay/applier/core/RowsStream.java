package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.RowsFlags;
import io.binrelay.schemas.relay.RelayEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Packs the row changes of many tables and transactions into as few BINLOG statements as their size permits.
 *
 * <p>A source statement (TABLE_MAPs, then rows events up to the STMT_END flag) that is cut over several BINLOG
 * statements gets the flag on the last rows event of each piece, and its TABLE_MAPs again at the start of the next: a
 * server opens all tables of a statement at its first rows event and closes them at the flag, and it ignores rows of a
 * table that was not mapped by then (MySQL {@code Rows_log_event::do_apply_event}).
 *
 * <p>Not thread-safe.
 */
public final class RowsStream {
    private final int pieceBytes;
    private final Sink sink;
    private final BinlogStatement piece;

    /** TABLE_MAP events of the source statement that is open. */
    private final List<byte[]> maps = new ArrayList<>();

    /** Whether they stand in the piece. */
    private boolean mapped;

    private boolean statementOpen;
    private @Nullable String lastTable;

    /** Where full pieces go. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes a piece that is complete.
         *
         * @param piece holds at least one rows event; is cleared afterwards
         * @param lastTable qualified name of the table of its last rows event
         */
        void send(BinlogStatement piece, String lastTable);
    }

    /** @param pieceBytes most bytes of events per BINLOG statement; one event with its TABLE_MAPs may exceed it */
    public RowsStream(int pieceBytes, Sink sink) {
        if (pieceBytes < 1) {
            throw new IllegalArgumentException("pieceBytes is " + pieceBytes);
        }
        this.pieceBytes = pieceBytes;
        this.sink = requireNonNull(sink, "sink is null");
        this.piece = new BinlogStatement(2 * pieceBytes);
    }

    /** Takes a TABLE_MAP event of the statement that is open or begins. */
    public void add(RelayEvent.TableMap event) {
        if (mapped) {
            // Behind rows of the same source statement. The tables are open already: the piece has to end first.
            cut();
        }
        if (!statementOpen) {
            statementOpen = true;
            maps.clear();
        }
        maps.add(event.bytes());
    }

    /** Takes a rows event; what is in the piece is sent first if both do not fit. */
    public void add(RelayEvent.Rows event) {
        if (!isMapped(event.tableMap())) {
            if (mapped) {
                cut();
            }
            maps.add(event.tableMap());
        }
        statementOpen = true;
        if (!piece.isEmpty() && (long) piece.eventBytes() + mapBytes() + event.bytes().length > pieceBytes) {
            cut();
        }
        if (!mapped) {
            maps.forEach(piece::add);
            mapped = true;
        }
        piece.add(event.bytes());
        lastTable = event.table().qualifiedName();
        if (RowsFlags.endsStatement(event.bytes())) {
            statementOpen = false;
            mapped = false;
            maps.clear();
        }
        if (piece.endsWithLargeEvent()) {
            // At once, so that it is not in memory while the next record is read, which may be as large.
            cut();
        }
    }

    /** Sends what is there. Inside a source statement this is allowed: the rest follows in a piece of its own. */
    public void flush() {
        cut();
    }

    /** The source transaction is complete: no statement of it is open any more. */
    public void endTransaction() {
        if (mapped) {
            piece.endStatement();
        }
        mapped = false;
        statementOpen = false;
        maps.clear();
    }

    /** Forgets what was not sent and the statement that is open. */
    public void discard() {
        piece.clear();
        maps.clear();
        mapped = false;
        statementOpen = false;
        lastTable = null;
    }

    private void cut() {
        if (piece.isEmpty()) {
            return;
        }
        if (mapped) {
            piece.endStatement();
            mapped = false;
        }
        try {
            sink.send(piece, requireNonNull(lastTable, "a piece without rows"));
        } finally {
            piece.clear();
        }
    }

    private int mapBytes() {
        return mapped ? 0 : maps.stream().mapToInt(map -> map.length).sum();
    }

    /** Whether the statement's maps hold this one; compared by content, since fragments are decoded one by one. */
    private boolean isMapped(byte[] tableMap) {
        for (byte[] map : maps) {
            if (Arrays.equals(map, tableMap)) {
                return true;
            }
        }
        return false;
    }
}
