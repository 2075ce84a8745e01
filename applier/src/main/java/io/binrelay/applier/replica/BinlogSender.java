package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.BinlogStatement;
import io.binrelay.schemas.model.Family;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Sends BINLOG statements. One that a large event made larger than the replica takes goes in two halves where the
 * replica can put them together: {@code BINLOG @a, @b} (MariaDB manual, "BINLOG"; MySQL has nothing of the kind). Not
 * thread-safe.
 */
final class BinlogSender {
    /** {@code max_allowed_packet} can be no larger. */
    private static final long LARGEST_PACKET = 1L << 30;

    /** Bytes of events whose text is sent at a time; divisible by three. */
    private static final int STEP = 3 << 18;

    private static final byte[] WHOLE = ascii("BINLOG '");
    private static final byte[] FIRST_HALF = ascii("SET @binrelay_a='");
    private static final byte[] SECOND_HALF = ascii("SET @binrelay_b='");

    private final ReplicaConnection connection;
    private final Family family;
    private final long maxPacket;

    /** @param maxPacket the replica's max_allowed_packet */
    BinlogSender(ReplicaConnection connection, Family family, long maxPacket) {
        this.connection = requireNonNull(connection, "connection is null");
        this.family = requireNonNull(family, "family is null");
        this.maxPacket = maxPacket;
    }

    /**
     * Sends a piece.
     *
     * @param lastTable the table of its last rows event
     * @param moreComes whether the next piece is going to be made: then this one goes in the meantime. The last one is
     *     waited for, so a thread of its own would only cost
     */
    void send(BinlogStatement piece, String lastTable, boolean moreComes) {
        String where = piece.rowsEvents() == 1 ? "on table " + lastTable : "on table " + lastTable + " or before it";
        UnaryOperator<ReplicaException> explained =
                e -> new ReplicaException(e.reason() + " (" + where + ")", e.errno(), e.sqlState(), e);
        boolean large = piece.endsWithLargeEvent();
        if (!large && moreComes && isTaken(BinlogStatement.lengthOf(piece.eventBytes()))) {
            connection.beginBinlog(piece.toBase64(), explained);
            return;
        }
        connection.settle();
        try {
            sendNow(piece, lastTable, large);
        } catch (ReplicaException e) {
            throw e.errno() == 0 && e.sqlState().isEmpty() ? e : explained.apply(e);
        }
    }

    private void sendNow(BinlogStatement piece, String lastTable, boolean large) {
        long length = BinlogStatement.lengthOf(piece.eventBytes());
        if (isTaken(length)) {
            if (large) {
                stream(WHOLE, piece, 0, piece.eventBytes());
            } else {
                connection.binlog(piece.toBase64());
            }
            return;
        }
        // Rounded up to whole groups of three bytes, of which base64 makes four.
        int half = (piece.eventBytes() / 2 + 2) / 3 * 3;
        if (family != Family.MARIADB || !isTaken(FIRST_HALF.length + 1L + half / 3 * 4L)) {
            throw tooLarge(piece.eventBytes(), length, lastTable);
        }
        stream(FIRST_HALF, piece, 0, half);
        stream(SECOND_HALF, piece, half, piece.eventBytes());
        connection.execute("BINLOG @binrelay_a, @binrelay_b");
    }

    private void stream(byte[] begin, BinlogStatement piece, int from, int to) {
        connection.executeStreamed(begin.length + (to - from + 2L) / 3 * 4 + 1, out -> {
            out.write(begin);
            byte[] text = new byte[STEP / 3 * 4];
            int at = from;
            while (at < to) {
                int next = to - at > STEP ? at + STEP : to;
                out.write(text, 0, piece.writeBase64(at, next, text));
                at = next;
            }
            out.write('\'');
        });
    }

    private boolean isTaken(long statementLength) {
        return statementLength < maxPacket;
    }

    private ReplicaException tooLarge(int eventBytes, long length, String lastTable) {
        boolean halves = family == Family.MARIADB;
        long needed = halves ? length / 2 + 64 : length + 64;
        String problem = "a rows event of table " + lastTable + " of " + eventBytes + " bytes needs "
                + (halves ? "two statements of " : "a statement of ") + needed
                + " bytes, the replica's max_allowed_packet is " + maxPacket;
        if (needed > LARGEST_PACKET) {
            return new ReplicaException(
                    problem + ", and no server of this family can be set to more than " + LARGEST_PACKET
                            + ": events of more than 768 MiB cannot be applied to it by a client. Rebuild the replica"
                            + " from a copy of the source that holds this transaction");
        }
        return new ReplicaException(
                problem + ": set it above that (at most " + LARGEST_PACKET + ") and start the applier again");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
