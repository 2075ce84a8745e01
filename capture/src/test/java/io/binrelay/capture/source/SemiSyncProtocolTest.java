package io.binrelay.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.schemas.model.FilePosition;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SemiSyncProtocolTest {
    @Test
    void trap80_an_acknowledgement_is_magic_position_and_file_name() {
        assertThat(HexFormat.of()
                        .formatHex(SemiSyncProtocol.acknowledgement(new FilePosition("binlog.000007", 0x1_0203_0405L))))
                .isEqualTo("ef" + "0504030201000000" + "62696e6c6f672e303030303037");
    }

    @Test
    void trap79_a_dump_without_the_prefix_is_told_from_one_with_it_and_nothing_is_read() throws IOException {
        InputStream spoken = stream(0xef, 0x00, 0x00);
        InputStream plain = stream(0x00, 0x00, 0x00);

        assertThat(SemiSyncProtocol.isSpoken(spoken)).isTrue();
        assertThat(SemiSyncProtocol.isSpoken(plain)).isFalse();
        assertThat(spoken.read()).isEqualTo(0xef);
        assertThat(plain.readAllBytes()).hasSize(3);
    }

    @Test
    void trap80_the_flag_says_whether_an_acknowledgement_is_wanted() throws IOException {
        assertThat(SemiSyncProtocol.readFlag(PacketReader.insidePacket(stream(0xef, 0x01))))
                .isTrue();
        assertThat(SemiSyncProtocol.readFlag(PacketReader.insidePacket(stream(0xef, 0x00))))
                .isFalse();
    }

    @Test
    void trap80_anything_else_before_an_event_ends_the_stream() {
        assertThatThrownBy(() -> SemiSyncProtocol.readFlag(PacketReader.insidePacket(stream(0x12, 0x34))))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("a semi-synchronous event begins with 12 34 instead of ef 00 or ef 01");
        assertThatThrownBy(() -> SemiSyncProtocol.readFlag(PacketReader.insidePacket(stream(0xef, 0x02))))
                .isInstanceOf(ProtocolException.class);
    }

    private static InputStream stream(int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return new BufferedInputStream(new ByteArrayInputStream(content));
    }
}
