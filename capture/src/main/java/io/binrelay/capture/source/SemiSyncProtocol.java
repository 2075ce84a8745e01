package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of semi-synchronous replication.
 *
 * <p>Once a reader has registered, each event of its dump has two bytes before its header: 0xEF and a flag, 1 where the
 * source wants an acknowledgement, which it does at the end of a transaction only. The acknowledgement is a packet of
 * its own with 0xEF, the position (8 bytes, little-endian) and the file's name. It covers everything before, too.
 * Source: MySQL {@code plugin/semisync/semisync.h} and {@code semisync_source.cc}, MariaDB
 * {@code sql/semisync_master.cc}.
 */
final class SemiSyncProtocol {
    private static final int MAGIC = 0xef;
    private static final int NOT_WANTED = 0;
    private static final int WANTED = 1;

    private SemiSyncProtocol() {}

    /**
     * Whether a dump has the two bytes: the source had no use for our registration if it lacks the plugin. A dump's
     * first event is an artificial ROTATE without a timestamp, so that its header begins with 0.
     *
     * @param stream behind the first packet's status byte, where it stands afterwards, too; with mark and reset
     */
    static boolean isSpoken(InputStream stream) throws IOException {
        requireNonNull(stream, "stream is null");
        stream.mark(1);
        int first = stream.read();
        stream.reset();
        return first == MAGIC;
    }

    /** Reads the two bytes: whether the source wants an acknowledgement of the event behind them. */
    static boolean readFlag(PacketReader packet) throws IOException {
        byte[] prefix = new byte[2];
        packet.read(prefix, 0, prefix.length);
        int magic = prefix[0] & 0xff;
        int flag = prefix[1] & 0xff;
        if (magic != MAGIC || (flag != NOT_WANTED && flag != WANTED)) {
            throw new ProtocolException(String.format(
                    "a semi-synchronous event begins with %02x %02x instead of ef 00 or ef 01", magic, flag));
        }
        return flag == WANTED;
    }

    /** The content of the packet that acknowledges everything up to a position. */
    static byte[] acknowledgement(FilePosition upTo) {
        byte[] file = upTo.file().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Long.BYTES + file.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) MAGIC)
                .putLong(upTo.offset())
                .put(file)
                .array();
    }
}
