package io.binrelay.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class RelayRecordCodecTest {
    private final RelayRecordCodec codec = new RelayRecordCodec();

    private static byte[] record(SplittableRandom random) {
        RandomTable table = new RandomTable(random);
        RelayRecordBuilder builder = new RelayRecordBuilder(event -> table.labels());
        builder.tableMap(table.tableMap());
        builder.rows(table.rows(random, EventType.UPDATE_ROWS).event());
        return builder.finish(Headers.fragment(0, true)).bytes();
    }

    @Test
    void aRecordBeginsWithTheMarkerAndTheFingerprintOfTheSchema() {
        byte[] bytes = record(new SplittableRandom(1));
        long fingerprint = SchemaNormalization.parsingFingerprint64(RelayRecordCodec.schema());
        assertThat(Arrays.copyOf(bytes, 10))
                .isEqualTo(
                        new EventBytes().add(0xc3, 0x01).number(fingerprint, 8).bytes());
    }

    @Test
    void bytesWithoutTheMarkerAreNoRelayRecord() {
        assertThatThrownBy(() -> codec.decode(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a relay record");
        assertThatThrownBy(() -> codec.decodeHeader(new byte[0])).hasMessageContaining("not a relay record");
    }

    @Test
    void aRecordOfAnotherSchemaIsRefusedWithBothFingerprints() {
        byte[] bytes = record(new SplittableRandom(1));
        bytes[2] ^= 1;
        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.format("%016x", RelaySchema.FINGERPRINT))
                .hasMessageContaining(String.format("%016x", RelaySchema.FINGERPRINT ^ 1));
    }

    @Test
    void theHeaderAloneIsTheHeaderOfTheWhole() {
        byte[] bytes = record(new SplittableRandom(2));
        assertThat(codec.decodeHeader(bytes)).isEqualTo(codec.decode(bytes).header());
        assertThat(codec.decodeHeader(bytes)).isEqualTo(Headers.fragment(0, true));
        assertThat(codec.decode(bytes).header().source())
                .as("the same source is one object")
                .isSameAs(codec.decode(bytes).header().source());
    }

    @Test
    void theSameTableIsOneObject() {
        byte[] bytes = record(new SplittableRandom(2));
        RelayEvent.TableMap first =
                (RelayEvent.TableMap) codec.decode(bytes).events().get(0);
        RelayEvent.TableMap second =
                (RelayEvent.TableMap) codec.decode(bytes).events().get(0);
        assertThat(first.table()).isSameAs(second.table());
    }

    /** Avro's encoder with blocks of bounded size, as another program's might write arrays. */
    @Test
    void recordsThatAnotherWriterHasCutIntoBlocksAreReadTheSame() throws IOException {
        for (int seed = 1; seed <= 200; seed++) {
            byte[] bytes = record(new SplittableRandom(seed));
            GenericRecord record = IdentityTest.read(bytes);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, 10);
            BinaryEncoder encoder = new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(RelayRecordCodec.schema()).write(record, encoder);
            encoder.flush();
            assertSame(codec.decode(out.toByteArray()), codec.decode(bytes));
        }
    }

    private static void assertSame(RelayRecord actual, RelayRecord expected) {
        assertThat(actual.header()).isEqualTo(expected.header());
        RelayEvent.TableMap actualMap = (RelayEvent.TableMap) actual.events().get(0);
        RelayEvent.TableMap expectedMap =
                (RelayEvent.TableMap) expected.events().get(0);
        assertThat(actualMap.table()).isEqualTo(expectedMap.table());
        assertThat(actualMap.bytes()).isEqualTo(expectedMap.bytes());
        RelayEvent.Rows actualRows = (RelayEvent.Rows) actual.events().get(1);
        RelayEvent.Rows expectedRows = (RelayEvent.Rows) expected.events().get(1);
        assertThat(actualRows.bytes()).isEqualTo(expectedRows.bytes());
        assertThat(actualRows.tableMap()).isEqualTo(expectedRows.tableMap());
    }

    @Test
    void aDamagedRecordIsRefusedOrReadButNeverAnythingElse() {
        SplittableRandom random = new SplittableRandom(5);
        int refused = 0;
        byte[] sound = new byte[0];
        for (int i = 0; i < 2_000; i++) {
            sound = i % 50 == 0 ? record(random.split()) : sound;
            byte[] bytes = sound.clone();
            bytes[10 + random.nextInt(bytes.length - 10)] ^= (byte) (1 << random.nextInt(8));
            try {
                codec.decode(bytes);
            } catch (IllegalArgumentException e) {
                refused++;
                assertThat(e).hasMessageContaining("damaged");
            }
        }
        assertThat(refused).isGreaterThan(200);
    }

    @Test
    void aRecordWithBytesLeftIsRefused() {
        byte[] bytes = record(new SplittableRandom(1));
        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("1 bytes are left");
        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(bytes, bytes.length - 1)))
                .hasMessageContaining("damaged");
    }
}
