package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text of one {@code BINLOG} statement in the making: events one after the other, then base64 without line breaks
 * (MySQL manual, "BINLOG Statement"; the server takes the decoded bytes as a sequence of events).
 *
 * <p>Its buffers are used again by the next statement. A large rows event is not copied: it ends the statement, whose
 * text is then {@linkplain #writeBase64 written} a part at a time. Not thread-safe.
 */
public final class BinlogStatement {
    /** {@code BINLOG ''} around the text. */
    private static final int FRAME_LENGTH = 9;

    /** Rows events above this length are large: nothing is added behind one. */
    public static final int LARGE_EVENT = 2 << 20;

    private static final int INITIAL_CAPACITY = 64 << 10;
    private static final int TABLE_ID_LENGTH = 6;
    private static final int ROWS_FLAGS_OFFSET = 19 + TABLE_ID_LENGTH;
    private static final int STATEMENT_END = 1;

    /** Of a large event these bytes are copied, since the flags are among them. */
    private static final int LARGE_EVENT_COPIED = ROWS_FLAGS_OFFSET + 2;

    /** Two base64 digits for 12 bits. */
    private static final short[] DIGIT_PAIRS = digitPairs();

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private final int capacityToKeep;
    private byte[] events = new byte[INITIAL_CAPACITY];
    private byte[] text = new byte[INITIAL_CAPACITY];
    private int length;

    /** What of a large event stands behind the bytes in {@link #events}, from {@link #LARGE_EVENT_COPIED} on. */
    private byte @Nullable [] large;

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
        return large == null ? length : length + large.length - LARGE_EVENT_COPIED;
    }

    /** Whether a large event was added, behind which nothing can be added. */
    public boolean endsWithLargeEvent() {
        return large != null;
    }

    /** How many rows events are among them. */
    public int rowsEvents() {
        return rowsEvents;
    }

    /**
     * Appends an event in normal form. Copied, unless it is large.
     *
     * @throws IllegalStateException behind a large event
     */
    public void add(byte[] event) {
        requireNonNull(event, "event is null");
        if (large != null) {
            throw new IllegalStateException("nothing can be added behind a large event");
        }
        int type = event[4] & 0xff;
        boolean rows = EventType.isRows(type) || type == EventType.PARTIAL_UPDATE_ROWS;
        boolean isLarge = rows && event.length > LARGE_EVENT;
        int copied = isLarge ? LARGE_EVENT_COPIED : event.length;
        int needed = Math.addExact(length, copied);
        if (needed > events.length) {
            events =
                    Arrays.copyOf(events, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, events.length * 2L)));
        }
        System.arraycopy(event, 0, events, length, copied);
        if (rows) {
            lastRows = length;
            rowsEvents++;
        }
        length = needed;
        large = isLarge ? event : null;
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

    /**
     * What stands between the quotes. The events stay until {@link #clear()}.
     *
     * @throws IllegalStateException when it ends with a large event
     */
    public String toBase64() {
        if (large != null) {
            throw new IllegalStateException("a large event is not made a string");
        }
        long total = lengthOf(length);
        if (total > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(length + " bytes of events do not fit into one statement");
        }
        if (text.length < total) {
            text = new byte[(int) Math.min(Integer.MAX_VALUE - 8, total + total / 4)];
        }
        return new String(text, 0, writeBase64(0, length, text), StandardCharsets.ISO_8859_1);
    }

    /**
     * Writes the base64 text of some of the events' bytes, four digits for three bytes.
     *
     * @param from first byte; divisible by three, so that texts of neighbouring ranges are one text
     * @param to behind the last byte
     * @param target gets the text, from its beginning on
     * @return the text's length
     */
    public int writeBase64(int from, int to, byte[] target) {
        int done = Math.max(from, from + (Math.min(to, length) - from) / 3 * 3);
        int at = encode(events, from, done, target, 0);
        if (large != null) {
            if (done < to && done < length) {
                int more = Math.min(3, to - done);
                at = encodeGroup(done, more, target, at);
                done += more;
            }
            int inLarge = LARGE_EVENT_COPIED - length;
            int whole = (to - done) / 3 * 3;
            at = encode(large, done + inLarge, done + inLarge + whole, target, at);
            done += whole;
        }
        return done < to ? encodeGroup(done, to - done, target, at) : at;
    }

    /** Empties the statement. */
    public void clear() {
        length = 0;
        large = null;
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
    private static int encode(byte[] source, int from, int to, byte[] target, int offset) {
        int at = offset;
        for (int i = from; i < to; i += 3, at += 4) {
            int bits = (source[i] & 0xff) << 16 | (source[i + 1] & 0xff) << 8 | (source[i + 2] & 0xff);
            SHORT.set(target, at, DIGIT_PAIRS[bits >>> 12]);
            SHORT.set(target, at + 2, DIGIT_PAIRS[bits & 0xfff]);
        }
        return at;
    }

    /** One to three bytes, wherever they are. */
    private int encodeGroup(int from, int count, byte[] target, int at) {
        int bits = byteAt(from) << 16 | (count > 1 ? byteAt(from + 1) << 8 : 0) | (count > 2 ? byteAt(from + 2) : 0);
        SHORT.set(target, at, DIGIT_PAIRS[bits >>> 12]);
        SHORT.set(target, at + 2, DIGIT_PAIRS[bits & 0xfff]);
        Arrays.fill(target, at + count + 1, at + 4, (byte) '=');
        return at + 4;
    }

    private int byteAt(int index) {
        byte[] array = index < length ? events : requireNonNull(large, "behind the last event");
        return array[index < length ? index : index - length + LARGE_EVENT_COPIED] & 0xff;
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
