package io.binrelay.testsupport.oracle;

import com.github.luben.zstd.Zstd;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.InflaterInputStream;

/**
 * The events of a binary log with what is inside compressed ones in their place. Written apart from what capture uses,
 * and simpler: it unpacks whole events in memory, and trusts the file.
 */
final class Unpacked {
    /** MariaDB's compressed types from 165 on, plain. */
    private static final int[] PLAIN = {
        EventType.QUERY,
        EventType.WRITE_ROWS_V1,
        EventType.UPDATE_ROWS_V1,
        EventType.DELETE_ROWS_V1,
        EventType.WRITE_ROWS,
        EventType.UPDATE_ROWS,
        EventType.DELETE_ROWS
    };

    private Unpacked() {}

    static List<BinlogEvent> of(List<BinlogEvent> events) throws IOException {
        List<BinlogEvent> unpacked = new ArrayList<>();
        for (BinlogEvent event : events) {
            int mariaDb = event.type() - EventType.MARIADB_QUERY_COMPRESSED;
            if (event.type() == EventType.TRANSACTION_PAYLOAD) {
                addPayload(event, unpacked);
            } else if (mariaDb >= 0 && mariaDb < PLAIN.length) {
                unpacked.add(inflated(event, PLAIN[mariaDb]));
            } else {
                unpacked.add(event);
            }
        }
        return unpacked;
    }

    private static void addPayload(BinlogEvent event, List<BinlogEvent> unpacked) throws IOException {
        byte[] bytes = event.bytes();
        int at = BinlogEvent.HEADER_LENGTH;
        boolean plain = true;
        while (bytes[at] != 0) {
            boolean compression = bytes[at] == 2;
            plain = compression ? (bytes[at + 2] & 0xff) == 0xfc : plain;
            at += 2 + bytes[at + 1];
        }
        byte[] payload = Arrays.copyOfRange(bytes, at + 1, bytes.length);
        if (!plain) {
            payload = Zstd.decompress(payload, (int) Zstd.getFrameContentSize(payload));
        }
        for (int begin = 0; begin < payload.length; ) {
            int size = (int) LittleEndian.uint32(payload, begin + 9);
            unpacked.add(new BinlogEvent(
                    event.file(), event.endPosition(), Arrays.copyOfRange(payload, begin, begin + size)));
            begin += size;
        }
    }

    /** The compressed part is the last one, and the only place that begins like one and unpacks to the said length. */
    private static BinlogEvent inflated(BinlogEvent event, int plainType) throws IOException {
        byte[] bytes = event.bytes();
        for (int at = BinlogEvent.HEADER_LENGTH; at < bytes.length - 5; at++) {
            int lengthBytes = bytes[at] & 0x7f;
            if ((bytes[at] & 0xf8) == 0x80 && lengthBytes <= 4 && bytes[at + lengthBytes + 1] == 0x78) {
                int length = 0;
                for (int i = 1; i <= lengthBytes; i++) {
                    length = length << 8 | (bytes[at + i] & 0xff);
                }
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                whole.write(bytes, 0, at);
                int from = at + lengthBytes + 1;
                try (InflaterInputStream rest =
                        new InflaterInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
                    rest.transferTo(whole);
                } catch (java.util.zip.ZipException e) {
                    continue;
                }
                byte[] plain = whole.toByteArray();
                if (plain.length == at + length) {
                    plain[4] = (byte) plainType;
                    LittleEndian.putInt32(plain, 9, plain.length);
                    return new BinlogEvent(event.file(), event.endPosition(), plain);
                }
            }
        }
        throw new IOException("no compressed part in the event that ends at " + event.endPosition());
    }
}
