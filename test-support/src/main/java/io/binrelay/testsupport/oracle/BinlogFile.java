package io.binrelay.testsupport.oracle;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a server's binary log file: 4 bytes of magic, then events, each with a checksum if the format description at
 * the beginning says so (its last 5 bytes are the algorithm and its own checksum). An event that is not complete yet,
 * or never will be since the server died, ends the file.
 */
final class BinlogFile {
    private static final byte[] MAGIC = {(byte) 0xfe, 'b', 'i', 'n'};
    private static final int CHECKSUM_LENGTH = 4;

    private BinlogFile() {}

    /** The events in normal form. The whole file is read into memory. */
    static List<BinlogEvent> read(Path path) throws IOException {
        byte[] file = Files.readAllBytes(path);
        if (!Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException(path + " is no binary log file");
        }
        String name = path.getFileName().toString();
        List<BinlogEvent> events = new ArrayList<>();
        int offset = MAGIC.length;
        boolean checksums = true;
        while (offset + BinlogEvent.HEADER_LENGTH <= file.length) {
            long size = LittleEndian.uint32(file, offset + 9);
            if (size < BinlogEvent.HEADER_LENGTH || offset + size > file.length) {
                break;
            }
            int end = offset + (int) size;
            boolean description = file[offset + 4] == EventType.FORMAT_DESCRIPTION;
            if (description) {
                checksums = file[end - CHECKSUM_LENGTH - 1] == 1;
            }
            int length = (int) size - (checksums || description ? CHECKSUM_LENGTH : 0);
            byte[] bytes = Arrays.copyOfRange(file, offset, offset + length);
            LittleEndian.putInt32(bytes, 9, length);
            events.add(new BinlogEvent(name, end, bytes));
            offset = end;
        }
        return events;
    }
}
