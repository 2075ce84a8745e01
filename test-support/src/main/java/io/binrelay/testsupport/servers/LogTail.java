package io.binrelay.testsupport.servers;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of a log file. */
final class LogTail {
    private static final int MAX_BYTES = 64 * 1024;

    private LogTail() {}

    /**
     * The last lines, at most 64 KiB of them; a remark in parentheses when there is no such file or it cannot be read.
     */
    static String of(Path file, int lines) {
        if (!Files.exists(file)) {
            return "(no file " + file + ")";
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(MAX_BYTES, log.length())];
            log.seek(log.length() - end.length);
            log.readFully(end);
            String[] all = new String(end, StandardCharsets.UTF_8).split("\n");
            int from = Math.max(0, all.length - lines);
            return String.join("\n", java.util.Arrays.asList(all).subList(from, all.length));
        } catch (IOException e) {
            return "(could not read " + file + ": " + e.getMessage() + ")";
        }
    }
}
