package io.binrelay.testsupport.servers;

import java.util.ArrayList;
import java.util.List;

/**
 * How a server is to run; made by {@link DatabaseServerBuilder}, which explains the values.
 *
 * @param binlog whether it writes a binary log
 * @param gtidMode MySQL: gtid_mode=ON; MariaDB has GTIDs always
 * @param durable whether a commit survives a crash of the machine, not only of the process
 * @param performanceSchema whether performance_schema is on
 * @param bufferPoolMegabytes innodb_buffer_pool_size in MiB
 * @param maxAllowedPacketBytes max_allowed_packet in bytes
 * @param extraOptions appended to the command line, so they win over all others
 */
record DatabaseServerSettings(
        boolean binlog,
        boolean gtidMode,
        boolean durable,
        boolean performanceSchema,
        int bufferPoolMegabytes,
        long maxAllowedPacketBytes,
        List<String> extraOptions) {
    DatabaseServerSettings {
        extraOptions = List.copyOf(extraOptions);
    }

    static DatabaseServerSettings defaults() {
        return new DatabaseServerSettings(true, false, true, false, 64, 64L * 1024 * 1024, List.of());
    }

    DatabaseServerSettings withBinlog(boolean on) {
        return new DatabaseServerSettings(
                on, gtidMode, durable, performanceSchema, bufferPoolMegabytes, maxAllowedPacketBytes, extraOptions);
    }

    DatabaseServerSettings withGtidMode(boolean on) {
        return new DatabaseServerSettings(
                binlog, on, durable, performanceSchema, bufferPoolMegabytes, maxAllowedPacketBytes, extraOptions);
    }

    DatabaseServerSettings withDurable(boolean on) {
        return new DatabaseServerSettings(
                binlog, gtidMode, on, performanceSchema, bufferPoolMegabytes, maxAllowedPacketBytes, extraOptions);
    }

    DatabaseServerSettings withPerformanceSchema(boolean on) {
        return new DatabaseServerSettings(
                binlog, gtidMode, durable, on, bufferPoolMegabytes, maxAllowedPacketBytes, extraOptions);
    }

    DatabaseServerSettings withBufferPoolMegabytes(int megabytes) {
        return new DatabaseServerSettings(
                binlog, gtidMode, durable, performanceSchema, megabytes, maxAllowedPacketBytes, extraOptions);
    }

    DatabaseServerSettings withMaxAllowedPacketBytes(long bytes) {
        return new DatabaseServerSettings(
                binlog, gtidMode, durable, performanceSchema, bufferPoolMegabytes, bytes, extraOptions);
    }

    DatabaseServerSettings withExtraOption(String option) {
        List<String> more = new ArrayList<>(extraOptions);
        more.add(option);
        return new DatabaseServerSettings(
                binlog, gtidMode, durable, performanceSchema, bufferPoolMegabytes, maxAllowedPacketBytes, more);
    }
}
