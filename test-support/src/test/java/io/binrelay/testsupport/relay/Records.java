package io.binrelay.testsupport.relay;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.schemas.relay.SourceServer;
import io.binrelay.testsupport.fakes.RecordRegistry;
import java.util.List;
import java.util.SplittableRandom;

/** Makes records of a source whose transaction n begins at {@code binlog.000001:1000*n} and has GTID n. */
final class Records {
    /** Commit of transaction 0, microseconds since the epoch; later ones follow by a second each. */
    static final long EPOCH_MICROS = 1_600_000_000_000_000L;

    private static final SourceServer SOURCE = new SourceServer(Family.MYSQL, 1, "", new byte[0]);

    private final RecordRegistry registry = new RecordRegistry();

    RecordRegistry registry() {
        return registry;
    }

    /** A transaction in one record. */
    EncodedRecord whole(long sequence) {
        return fragment(sequence, 0, 0, true, 100);
    }

    /** A transaction in one record, committed at this time. */
    EncodedRecord committedAt(long sequence, long micros) {
        return encode(header(sequence, 0, 0, true, micros), 100);
    }

    /** A transaction in one record that cannot be compressed. */
    EncodedRecord noise(long sequence, int bytes) {
        return noise(sequence, 0, 0, true, bytes);
    }

    /** One record of a transaction that cannot be compressed. */
    EncodedRecord noise(long sequence, int attempt, int fragment, boolean last, int bytes) {
        byte[] noise = new byte[bytes - RecordRegistry.LEAST_BYTES];
        new SplittableRandom(31 * sequence + fragment).nextBytes(noise);
        RecordHeader header = header(sequence, attempt, fragment, last, micros(sequence));
        return registry.encode(new RelayRecord(header, List.of()), noise);
    }

    /** One record of a transaction. */
    EncodedRecord fragment(long sequence, int attempt, int fragment, boolean last, int bytes) {
        return encode(header(sequence, attempt, fragment, last, micros(sequence)), bytes);
    }

    private static RecordHeader header(long sequence, int attempt, int fragment, boolean last, long micros) {
        FilePosition begin = new FilePosition("binlog.000001", 1000 * sequence);
        FilePosition end = last
                ? new FilePosition("binlog.000001", 1000 * sequence + 1000)
                : new FilePosition("binlog.000001", 1000 * sequence + 1 + Math.min(fragment, 900));
        return new RecordHeader(
                RecordKind.TRANSACTION,
                sequence,
                attempt,
                fragment,
                last,
                begin,
                end,
                gtid(sequence),
                last ? GroupEnd.XID : GroupEnd.NONE,
                micros / 1_000_000,
                null,
                micros,
                null,
                SOURCE);
    }

    /** A heartbeat behind a transaction. */
    EncodedRecord heartbeat(long lastSequence) {
        FilePosition position = new FilePosition("binlog.000001", 1000 * lastSequence + 1000);
        return encode(
                new RecordHeader(
                        RecordKind.HEARTBEAT,
                        lastSequence,
                        0,
                        0,
                        true,
                        position,
                        position,
                        null,
                        GroupEnd.NONE,
                        micros(lastSequence) / 1_000_000,
                        null,
                        null,
                        null,
                        SOURCE),
                10);
    }

    static String gtid(long sequence) {
        return "3e11fa47-71ca-11e1-9e33-c80aa9429562:" + sequence;
    }

    static long micros(long sequence) {
        return EPOCH_MICROS + sequence * 1_000_000;
    }

    private EncodedRecord encode(RecordHeader header, int bytes) {
        return registry.encode(new RelayRecord(header, List.of()), bytes);
    }
}
