package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.LittleEndian;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The one schema of relay records, {@code relay-record.avsc}, and the marker that tells it in front of every record.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Avro specification,
 *     Single-object encoding</a>
 */
final class RelaySchema {
    static final Schema SCHEMA = load();

    /** CRC-64-AVRO of the schema's parsing canonical form: documentation in the schema does not change it. */
    static final long FINGERPRINT = SchemaNormalization.parsingFingerprint64(SCHEMA);

    /** Length of what stands before the record: C3 01 and the fingerprint, little end first. */
    static final int MARKER_LENGTH = 10;

    private static final int MARKER = 0x01c3;

    private RelaySchema() {}

    private static Schema load() {
        try (InputStream in = RelaySchema.class.getResourceAsStream("/io/binrelay/schemas/relay-record.avsc")) {
            if (in == null) {
                throw new IllegalStateException("relay-record.avsc is missing from the class path of binrelay-schemas");
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("relay-record.avsc could not be read", e);
        }
    }

    static void writeMarker(GrowingBytes out) {
        out.putInt16(MARKER);
        out.putInt64(FINGERPRINT);
    }

    /** @throws IllegalArgumentException when the bytes do not begin with this schema's marker */
    static void checkMarker(byte[] record) {
        if (record.length < MARKER_LENGTH || ((record[0] & 0xff) | (record[1] & 0xff) << 8) != MARKER) {
            throw new IllegalArgumentException(
                    "not a relay record: it does not begin with C3 01, the marker of Avro's single-object encoding; is "
                            + "this topic a binrelay relay log?");
        }
        long found = LittleEndian.int64(record, 2);
        if (found != FINGERPRINT) {
            throw new IllegalArgumentException(String.format(
                    "the relay record is of schema %016x, this version reads %016x; use the version of binrelay that wrote it, or "
                            + "a newer one",
                    found, FINGERPRINT));
        }
    }
}
