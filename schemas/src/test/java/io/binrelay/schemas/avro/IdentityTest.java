package io.binrelay.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ValidatingDecoder;
import org.junit.jupiter.api.Test;

/**
 * Random tables with random rows of every type: the record gives back the events' bytes, and any Avro reader sees the
 * values. A failure prints its seed; {@code -Dseed=} repeats it alone.
 */
class IdentityTest {
    private static final int SEEDS = 1_500;

    private static final GenericDatumReader<GenericRecord> READER = new GenericDatumReader<>(RelayRecordCodec.schema());

    private final RelayRecordCodec codec = new RelayRecordCodec();

    @Test
    void everyEventComesBackToTheByteAndEveryValueIsSeen() throws IOException {
        Long only = Long.getLong("seed");
        long first = only == null ? 1 : only;
        long last = only == null ? SEEDS : only;
        for (long seed = first; seed <= last; seed++) {
            try {
                roundTrip(new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private void roundTrip(SplittableRandom random) throws IOException {
        RandomTable table = new RandomTable(random);
        RelayRecordBuilder builder = new RelayRecordBuilder(event -> table.labels());
        List<RandomTable.Rows> all = new ArrayList<>();
        BinlogEvent tableMap = table.tableMap();
        builder.tableMap(tableMap);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int type = RandomTable.ROWS_TYPES[random.nextInt(RandomTable.ROWS_TYPES.length)];
            RandomTable.Rows rows = table.rows(random, type);
            all.add(rows);
            builder.rows(rows.event());
        }
        EncodedRecord encoded = builder.finish(Headers.fragment(0, true));

        assertThat(builder.lastOpaqueReason()).isNull();
        RelayRecord record = codec.decode(encoded.bytes());
        assertThat(record.header()).isEqualTo(Headers.fragment(0, true));
        assertThat(((RelayEvent.TableMap) record.events().get(0)).bytes()).isEqualTo(tableMap.bytes());
        for (int i = 0; i < all.size(); i++) {
            RelayEvent.Rows rows = (RelayEvent.Rows) record.events().get(i + 1);
            assertThat(rows.bytes()).isEqualTo(all.get(i).event().bytes());
            assertThat(rows.tableMap()).isEqualTo(tableMap.bytes());
        }
        valuesAreSeen(encoded.bytes(), all);
    }

    private static void valuesAreSeen(byte[] bytes, List<RandomTable.Rows> expected) throws IOException {
        GenericRecord record = read(bytes);
        List<?> events = (List<?>) record.get("events");
        assertThat(events).hasSize(expected.size() + 1);
        for (int i = 0; i < expected.size(); i++) {
            GenericRecord event = (GenericRecord) events.get(i + 1);
            assertThat(event.getSchema().getName()).isEqualTo("RowsEvent");
            assertThat(images(event)).isEqualTo(expected.get(i).images());
        }
    }

    /**
     * By Avro's own reader, which never saw our writer, and with the decoder that checks every step against the schema.
     */
    static GenericRecord read(byte[] bytes) throws IOException {
        ValidatingDecoder decoder = DecoderFactory.get()
                .validatingDecoder(
                        RelayRecordCodec.schema(),
                        DecoderFactory.get().binaryDecoder(bytes, 10, bytes.length - 10, null));
        return READER.read(null, decoder);
    }

    private static List<List<List<String>>> images(GenericRecord event) {
        List<List<List<String>>> rows = new ArrayList<>();
        for (Object row : (List<?>) event.get("rows")) {
            List<List<String>> images = new ArrayList<>();
            for (String image : List.of("before", "after")) {
                Object cells = ((GenericRecord) row).get(image);
                if (cells != null) {
                    images.add(((List<?>) cells)
                            .stream()
                                    .map(cell -> CellText.of((GenericRecord) cell))
                                    .toList());
                }
            }
            rows.add(images);
        }
        return rows;
    }
}
