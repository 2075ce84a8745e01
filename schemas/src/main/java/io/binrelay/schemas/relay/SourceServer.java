package io.binrelay.schemas.relay;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.model.Family;
import java.util.Arrays;

/**
 * The server a transaction comes from. Not copied: the array must not be changed.
 *
 * @param family MySQL or MariaDB
 * @param serverId the server that first executed the transaction
 * @param uuid {@code server_uuid} of the server capture reads from; empty on MariaDB
 * @param formatDescription the FORMAT_DESCRIPTION event in the normal form of {@link BinlogEvent}
 */
public record SourceServer(Family family, long serverId, String uuid, byte[] formatDescription) {
    public SourceServer {
        requireNonNull(family, "family is null");
        requireNonNull(uuid, "uuid is null");
        requireNonNull(formatDescription, "formatDescription is null");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceServer that
                && family == that.family
                && serverId == that.serverId
                && uuid.equals(that.uuid)
                && Arrays.equals(formatDescription, that.formatDescription);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(serverId) * 31 + uuid.hashCode();
    }
}
