package io.binrelay.schemas.binlog;

import java.util.HexFormat;

/** Events that real servers wrote, given as hexadecimal digits of their binary log without the checksum. */
final class CapturedEvents {
    private CapturedEvents() {}

    /** The event in normal form: the size in its header still counts the checksum. */
    static BinlogEvent event(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        LittleEndian.putInt32(bytes, 9, bytes.length);
        return new BinlogEvent("binlog.000002", 1234, bytes);
    }
}
