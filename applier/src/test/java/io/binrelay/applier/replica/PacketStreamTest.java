package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketStreamTest {
    private static final int CHUNK = PacketStream.LARGEST_CHUNK;

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK})
    void a_packet_is_cut_into_numbered_chunks_of_which_the_last_is_shorter_than_the_largest(int length)
            throws IOException {
        byte[] content = new byte[length];
        SplittableRandom random = new SplittableRandom(length);
        random.nextBytes(content);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        PacketStream packet = new PacketStream(sent, length);
        packet.write(content[0]);
        for (int at = 1; at < length; ) {
            int part = Math.min(length - at, 1 + random.nextInt(3_000_000));
            packet.write(content, at, part);
            at += part;
        }
        packet.end();

        ByteArrayOutputStream read = new ByteArrayOutputStream();
        List<Integer> chunks = chunks(sent.toByteArray(), read);
        assertThat(read.toByteArray()).isEqualTo(content);
        assertThat(chunks).hasSize(length / CHUNK + 1);
        assertThat(chunks.get(chunks.size() - 1)).isEqualTo(length % CHUNK);
        assertThatThrownBy(() -> packet.write(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_packet_that_is_not_whole_does_not_end() throws IOException {
        PacketStream packet = new PacketStream(new ByteArrayOutputStream(), 10);
        packet.write(new byte[9]);
        assertThatThrownBy(packet::end)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the packet ends 1 bytes too early");
    }

    private static List<Integer> chunks(byte[] sent, ByteArrayOutputStream content) {
        List<Integer> lengths = new ArrayList<>();
        int at = 0;
        while (at < sent.length) {
            int length = (sent[at] & 0xff) | (sent[at + 1] & 0xff) << 8 | (sent[at + 2] & 0xff) << 16;
            assertThat(sent[at + 3]).isEqualTo((byte) lengths.size());
            content.writeBytes(Arrays.copyOfRange(sent, at + 4, at + 4 + length));
            lengths.add(length);
            at += 4 + length;
        }
        return lengths;
    }
}
