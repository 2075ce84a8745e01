package io.binrelay.schemas.avro;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.LogicalClock;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.schemas.relay.SourceServer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of RelayRecord before its tables. The enums' constants stand in the schema in the order of their
 * declaration. Not thread-safe: keeps the source server read last, which hardly ever changes.
 */
@SuppressWarnings("EnumOrdinal") // the schema lists the constants in the same order, which SchemaTest proves
final class HeaderCodec {
    private static final RecordKind[] KINDS = RecordKind.values();
    private static final GroupEnd[] ENDS = GroupEnd.values();
    private static final Family[] FAMILIES = Family.values();

    private byte[] lastSourceBytes = new byte[0];
    private @Nullable SourceServer lastSource;

    void encode(RecordHeader header, GrowingBytes out) {
        AvroOutput.writeLong(out, header.kind().ordinal());
        AvroOutput.writeLong(out, header.sequence());
        AvroOutput.writeLong(out, header.attempt());
        AvroOutput.writeLong(out, header.fragment());
        AvroOutput.writeBoolean(out, header.last());
        encode(header.begin(), out);
        encode(header.end(), out);
        String gtid = header.gtid();
        AvroOutput.writeBranch(out, gtid == null ? 0 : 1);
        if (gtid != null) {
            AvroOutput.writeString(out, gtid);
        }
        AvroOutput.writeLong(out, header.groupEnd().ordinal());
        String xid = header.xid();
        AvroOutput.writeBranch(out, xid == null ? 0 : 1);
        if (xid != null) {
            AvroOutput.writeString(out, xid);
        }
        encode(header.rowsSqlMode(), out);
        AvroOutput.writeLong(out, header.timestampSeconds());
        encode(header.originalCommitMicros(), out);
        encode(header.immediateCommitMicros(), out);
        LogicalClock clock = header.clock();
        AvroOutput.writeBranch(out, clock == null ? 0 : 1);
        if (clock != null) {
            AvroOutput.writeLong(out, clock.lastCommitted());
            AvroOutput.writeLong(out, clock.sequenceNumber());
        }
        encode(header.source(), out);
    }

    private static void encode(FilePosition position, GrowingBytes out) {
        AvroOutput.writeString(out, position.file());
        AvroOutput.writeLong(out, position.offset());
    }

    private static void encode(@Nullable Long value, GrowingBytes out) {
        AvroOutput.writeBranch(out, value == null ? 0 : 1);
        if (value != null) {
            AvroOutput.writeLong(out, value);
        }
    }

    private static void encode(SourceServer source, GrowingBytes out) {
        AvroOutput.writeLong(out, source.family().ordinal());
        AvroOutput.writeLong(out, source.serverId());
        AvroOutput.writeString(out, source.uuid());
        AvroOutput.writeBytes(out, source.formatDescription());
    }

    RecordHeader decode(AvroInput in) {
        RecordKind kind = KINDS[in.readInt()];
        long sequence = in.readLong();
        int attempt = in.readInt();
        int fragment = in.readInt();
        boolean last = in.readBoolean();
        FilePosition begin = position(in);
        FilePosition end = position(in);
        String gtid = in.readPresent() ? in.readString() : null;
        GroupEnd groupEnd = ENDS[in.readInt()];
        String xid = in.readPresent() ? in.readString() : null;
        Long rowsSqlMode = in.readPresent() ? (Long) in.readLong() : null;
        long timestampSeconds = in.readLong();
        Long originalCommitMicros = in.readPresent() ? (Long) in.readLong() : null;
        Long immediateCommitMicros = in.readPresent() ? (Long) in.readLong() : null;
        LogicalClock clock = in.readPresent() ? new LogicalClock(in.readLong(), in.readLong()) : null;
        SourceServer source = source(in);
        return new RecordHeader(
                kind,
                sequence,
                attempt,
                fragment,
                last,
                begin,
                end,
                gtid,
                groupEnd,
                xid,
                rowsSqlMode,
                timestampSeconds,
                originalCommitMicros,
                immediateCommitMicros,
                clock,
                source);
    }

    private static FilePosition position(AvroInput in) {
        String file = in.readString();
        return new FilePosition(file, in.readLong());
    }

    private SourceServer source(AvroInput in) {
        int start = in.position;
        SourceServer known = lastSource;
        int knownEnd = start + lastSourceBytes.length;
        if (known != null
                && knownEnd <= in.array.length
                && Arrays.equals(in.array, start, knownEnd, lastSourceBytes, 0, lastSourceBytes.length)) {
            in.position = knownEnd;
            return known;
        }
        Family family = FAMILIES[in.readInt()];
        long serverId = in.readLong();
        String uuid = in.readString();
        SourceServer source = new SourceServer(family, serverId, uuid, in.readBytes());
        lastSource = source;
        lastSourceBytes = Arrays.copyOfRange(in.array, start, in.position);
        return source;
    }
}
