package io.binrelay.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Our writer and reader of Avro's binary encoding against Avro's own. */
class AvroOutputTest {
    @Test
    void numbersOfEveryLengthAreWrittenAsAvroWritesThem() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            GrowingBytes ours = new GrowingBytes(1);
            AvroOutput.writeLong(ours, value);
            assertThat(ours.toByteArray()).as("%d", value).isEqualTo(avro(encoder -> encoder.writeLong(value)));
            assertThat(new AvroInput(ours.toByteArray(), 0).readLong()).isEqualTo(value);
            assertThat(DecoderFactory.get()
                            .binaryDecoder(ours.toByteArray(), null)
                            .readLong())
                    .isEqualTo(value);
        }
    }

    @Test
    void bytesStringsBooleansAndBranchesAreWrittenAsAvroWritesThem() throws IOException {
        byte[] bytes = new byte[300];
        GrowingBytes ours = new GrowingBytes(1);
        AvroOutput.writeBytes(ours, bytes);
        AvroOutput.writeString(ours, "Grüße");
        AvroOutput.writeBoolean(ours, true);
        AvroOutput.writeBranch(ours, Branch.GEOMETRY);
        assertThat(ours.toByteArray()).isEqualTo(avro(encoder -> {
            encoder.writeBytes(bytes);
            encoder.writeString("Grüße");
            encoder.writeBoolean(true);
            encoder.writeIndex(Branch.GEOMETRY);
        }));
    }

    @Test
    void aLengthWrittenAfterItsBytesIsTheSameAsBefore() throws IOException {
        for (int length : new int[] {0, 1, 63, 64, 8191, 8192, 1_048_575, 1_048_576}) {
            byte[] value = new byte[length];
            new SplittableRandom(length).nextBytes(value);
            GrowingBytes ours = new GrowingBytes(1);
            ours.put(7);
            int start = ours.size;
            ours.put(0);
            ours.put(value);
            AvroOutput.finishBytes(ours, start);
            byte[] expected = avro(encoder -> {
                encoder.writeFixed(new byte[] {7});
                encoder.writeBytes(value);
            });
            assertThat(ours.toByteArray()).as("length %d", length).isEqualTo(expected);
        }
    }

    @Test
    void aNumberOfMoreThan64BitsIsRefused() {
        byte[] endless = EventBytes.hex("ffffffffffffffffffffff01");
        assertThatThrownBy(() -> new AvroInput(endless, 0).readLong()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLengthThatReachesBehindTheRecordIsRefused() {
        assertThatThrownBy(() -> new AvroInput(new byte[] {20, 1}, 0).readBytes())
                .hasMessageContaining("10 bytes");
        assertThatThrownBy(() -> new AvroInput(new byte[] {1}, 0).readBytes()).hasMessageContaining("-1 bytes");
    }

    private interface Writing {
        void to(BinaryEncoder encoder) throws IOException;
    }

    private static byte[] avro(Writing writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        writing.to(encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
