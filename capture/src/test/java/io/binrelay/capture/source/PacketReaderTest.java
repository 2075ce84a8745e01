package io.binrelay.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PacketReaderTest {
    private static final int LARGEST_CHUNK = 0xff_ffff;

    @Test
    void packetsFollowEachOtherWithStatusAndPayload() throws IOException {
        PacketReader packets = over(2, 0, 0, 0, 0, 7, 3, 0, 0, 1, 0xfe, 8, 9);

        assertThat(packets.nextPacket()).isZero();
        assertThat(payload(packets, 1)).containsExactly(7);
        packets.endPacket();
        assertThat(packets.nextPacket()).isEqualTo(0xfe);
        assertThat(packets.readRest()).containsExactly(8, 9);
        assertThat(packets.nextPacket()).as("the peer has closed").isEqualTo(-1);
    }

    @Test
    void aPayloadGoesOnInTheNextChunkBehindOneOfFullLength() throws IOException {
        byte[] stream = new byte[5 + LARGEST_CHUNK - 1 + 4 + 2];
        Arrays.fill(stream, 0, 3, (byte) 0xff);
        stream[stream.length - 6] = 2;
        stream[stream.length - 2] = 5;
        stream[stream.length - 1] = 6;
        PacketReader packets = PacketReader.beforePacket(new ByteArrayInputStream(stream));

        assertThat(packets.nextPacket()).isZero();
        byte[] payload = payload(packets, LARGEST_CHUNK - 1 + 2);
        packets.endPacket();

        assertThat(Arrays.copyOfRange(payload, LARGEST_CHUNK - 2, payload.length))
                .containsExactly(0, 5, 6);
        assertThat(packets.nextPacket()).isEqualTo(-1);
    }

    @Test
    void aPayloadOfExactlyOneFullChunkIsFollowedByAnEmptyOne() throws IOException {
        byte[] stream = new byte[5 + LARGEST_CHUNK - 1 + 4];
        Arrays.fill(stream, 0, 3, (byte) 0xff);
        PacketReader packets = PacketReader.beforePacket(new ByteArrayInputStream(stream));

        packets.nextPacket();
        payload(packets, LARGEST_CHUNK - 1);
        packets.endPacket();

        assertThat(packets.nextPacket()).isEqualTo(-1);
    }

    @Test
    void whatIsCutOffOrDoesNotFitIsAnError() throws IOException {
        assertThatThrownBy(over(2, 0, 0)::nextPacket).isInstanceOf(EOFException.class);
        assertThatThrownBy(over(0, 0, 0, 0, 1)::nextPacket)
                .isInstanceOf(ProtocolException.class)
                .hasMessage("the source sent an empty packet");

        PacketReader cut = over(3, 0, 0, 0, 0, 7);
        cut.nextPacket();
        assertThatThrownBy(() -> payload(cut, 2)).isInstanceOf(EOFException.class);

        PacketReader tooShort = over(2, 0, 0, 0, 0, 7);
        tooShort.nextPacket();
        assertThatThrownBy(() -> payload(tooShort, 3))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("the packet ends 2 bytes before its event");

        PacketReader tooLong = over(3, 0, 0, 0, 0, 7, 8);
        tooLong.nextPacket();
        payload(tooLong, 1);
        assertThatThrownBy(tooLong::endPacket)
                .isInstanceOf(ProtocolException.class)
                .hasMessage("the packet goes on behind its event");
    }

    private static byte[] payload(PacketReader packets, int length) throws IOException {
        byte[] payload = new byte[length];
        packets.read(payload, 0, length);
        return payload;
    }

    private static PacketReader over(int... bytes) {
        byte[] stream = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            stream[i] = (byte) bytes[i];
        }
        return PacketReader.beforePacket(new ByteArrayInputStream(stream));
    }
}
