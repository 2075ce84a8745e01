package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of one {@code BINLOG} statement in the making: events one after the other, then base64 without line breaks
 * (MySQL manual, "BINLOG Statement"; the server takes the decoded bytes as a sequence of events).
 *
 * <p>Its buffers are used again by the next statement; those that one huge event made large are given up. Not
 * thread-safe.
 */
public final class BinlogStatement {
    /** {@code BINLOG ''} around the text. */
    private static final int FRAME_LENGTH = 9;

    private static final int INITIAL_CAPACITY = 64 << 10;
    private static final int TABLE_ID_LENGTH = 6;
    private static final int ROWS_FLAGS_OFFSET = 19 + TABLE_ID_LENGTH;
    private static final int STATEMENT_END = 1;

    /** Two base64 digits for 12 bits. */
    private static final short[] DIGIT_PAIRS = digitPairs();

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private final int capacityToKeep;
    private byte[] events = new byte[INITIAL_CAPACITY];
    private byte[] text = new byte[INITIAL_CAPACITY];
    private int length;
    private int lastRows = -1;
    private int rowsEvents;

    /** @param capacityToKeep buffers above this size are not kept for the next statement, bytes */
    public BinlogStatement(int capacityToKeep) {
        this.capacityToKeep = Math.max(capacityToKeep, INITIAL_CAPACITY);
    }

    /**
     * The length of the statement that carries so many bytes of events; may exceed what a packet or an array can hold.
     */
    public static long lengthOf(long eventBytes) {
        return FRAME_LENGTH + (eventBytes + 2) / 3 * 4;
    }

    /** Whether no event was added. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** How many bytes of events were added. */
    public int eventBytes() {
        return length;
    }

    /** How many rows events are among them. */
    public int rowsEvents() {
        return rowsEvents;
    }

    /** Appends an event in normal form. Copied. */
    public void add(byte[] event) {
        requireNonNull(event, "event is null");
        int needed = Math.addExact(length, event.length);
        if (needed > events.length) {
            events =
                    Arrays.copyOf(events, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, events.length * 2L)));
        }
        System.arraycopy(event, 0, events, length, event.length);
        if (EventType.isRows(event[4] & 0xff) || (event[4] & 0xff) == EventType.PARTIAL_UPDATE_ROWS) {
            lastRows = length;
            rowsEvents++;
        }
        length = needed;
    }

    /**
     * Marks the last rows event as the end of its statement, so that the server closes the tables: a BINLOG statement
     * must not end inside one.
     */
    public void endStatement() {
        if (lastRows < 0) {
            throw new IllegalStateException("there is no rows event to mark");
        }
        int offset = lastRows + ROWS_FLAGS_OFFSET;
        LittleEndian.putInt16(events, offset, LittleEndian.uint16(events, offset) | STATEMENT_END);
    }

    /** Whether a rows event ends its source statement (STMT_END_F). */
    public static boolean endsStatement(byte[] rowsEvent) {
        return (LittleEndian.uint16(rowsEvent, ROWS_FLAGS_OFFSET) & STATEMENT_END) != 0;
    }

    /** What stands between the quotes. The events stay until {@link #clear()}. */
    public String toBase64() {
        long total = lengthOf(length);
        if (total > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(length + " bytes of events do not fit into one statement");
        }
        if (text.length < total) {
            text = new byte[(int) Math.min(Integer.MAX_VALUE - 8, total + total / 4)];
        }
        return new String(text, 0, encode(), StandardCharsets.ISO_8859_1);
    }

    /** Empties the statement. */
    public void clear() {
        length = 0;
        lastRows = -1;
        rowsEvents = 0;
        if (events.length > capacityToKeep) {
            events = new byte[INITIAL_CAPACITY];
        }
        if (text.length > 2L * capacityToKeep) {
            text = new byte[INITIAL_CAPACITY];
        }
    }

    /** java.util.Base64 has no way to encode a part of an array into a part of another. */
    private int encode() {
        int to = 0;
        int from = 0;
        for (; from + 3 <= length; from += 3, to += 4) {
            int bits = (events[from] & 0xff) << 16 | (events[from + 1] & 0xff) << 8 | (events[from + 2] & 0xff);
            SHORT.set(text, to, DIGIT_PAIRS[bits >>> 12]);
            SHORT.set(text, to + 2, DIGIT_PAIRS[bits & 0xfff]);
        }
        int rest = length - from;
        if (rest > 0) {
            int bits = (events[from] & 0xff) << 16 | (rest == 2 ? (events[from + 1] & 0xff) << 8 : 0);
            SHORT.set(text, to, DIGIT_PAIRS[bits >>> 12]);
            SHORT.set(text, to + 2, DIGIT_PAIRS[bits & 0xfff]);
            Arrays.fill(text, to + rest + 1, to + 4, (byte) '=');
            to += 4;
        }
        return to;
    }

    private static short[] digitPairs() {
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        short[] pairs = new short[1 << 12];
        for (int bits = 0; bits < pairs.length; bits++) {
            pairs[bits] = (short) (digits.charAt(bits >>> 6) << 8 | digits.charAt(bits & 63));
        }
        return pairs;
    }
}
