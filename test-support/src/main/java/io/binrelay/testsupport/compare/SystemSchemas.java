package io.binrelay.testsupport.compare;

/** What is not compared: the servers' own schemas, and binrelay's checkpoints, which exist on replicas only. */
final class SystemSchemas {
    private static final String NAMES = "'mysql', 'information_schema', 'performance_schema', 'sys', 'binrelay'";

    private SystemSchemas() {}

    /** SQL condition that a column is none of them. */
    static String excluded(String column) {
        return "LOWER(" + column + ") NOT IN (" + NAMES + ")";
    }
}
