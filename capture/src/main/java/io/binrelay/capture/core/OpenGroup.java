package io.binrelay.capture.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.XaIdentifier;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.RowsSqlMode;
import org.jspecify.annotations.Nullable;

/** A group of events that has begun and not ended: what its records' headers say. For one thread. */
final class OpenGroup {
    private final FilePosition begin;
    private final GroupStart start;
    private final long timestampSeconds;
    private final long serverId;
    private @Nullable XaIdentifier xid;
    private @Nullable Long rowsSqlMode;
    private boolean begun;
    private int fragments;

    /**
     * @param begin where its first event begins
     * @param timestampSeconds of its first event
     * @param serverId of its first event
     */
    OpenGroup(FilePosition begin, GroupStart start, long timestampSeconds, long serverId) {
        this.begin = requireNonNull(begin, "begin is null");
        this.start = requireNonNull(start, "start is null");
        this.timestampSeconds = timestampSeconds;
        this.serverId = serverId;
        this.begun = start.begins();
        this.xid = start.xid();
    }

    FilePosition begin() {
        return begin;
    }

    GroupStart start() {
        return start;
    }

    @Nullable
    String gtid() {
        return start.gtid();
    }

    long timestampSeconds() {
        return timestampSeconds;
    }

    long serverId() {
        return serverId;
    }

    /** Of the distributed transaction it belongs to; null while there is none. */
    @Nullable
    XaIdentifier xid() {
        return xid;
    }

    /** Returns whether that fits what is known. */
    boolean setXid(XaIdentifier said) {
        boolean fits = xid == null || xid.equals(said);
        xid = said;
        return fits;
    }

    /** Whether a transaction has begun in it; otherwise its next statement either begins one or stands alone. */
    boolean hasBegun() {
        return begun;
    }

    /** @param sqlMode of the session */
    void setBegun(long sqlMode) {
        begun = true;
        long bits = sqlMode & RowsSqlMode.BITS;
        rowsSqlMode = bits == 0 ? null : (Long) bits;
    }

    /** See {@link RowsSqlMode}; null for none. */
    @Nullable
    Long rowsSqlMode() {
        return rowsSqlMode;
    }

    /** How many records of it were finished. */
    int fragments() {
        return fragments;
    }

    void countFragment() {
        fragments++;
    }
}
