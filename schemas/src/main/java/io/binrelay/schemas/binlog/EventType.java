package io.binrelay.schemas.binlog;

/**
 * The event type codes of the binary log (byte 4 of an event header), MySQL's and MariaDB's.
 *
 * <p>Source: MySQL {@code libbinlogevents/include/binlog_event.h}, MariaDB {@code sql/log_event.h}.
 */
public final class EventType {
    public static final int QUERY = 2;
    public static final int STOP = 3;
    public static final int ROTATE = 4;
    public static final int INTVAR = 5;
    public static final int APPEND_BLOCK = 9;
    public static final int DELETE_FILE = 11;
    public static final int RAND = 13;
    public static final int USER_VAR = 14;
    public static final int FORMAT_DESCRIPTION = 15;
    public static final int XID = 16;
    public static final int BEGIN_LOAD_QUERY = 17;
    public static final int EXECUTE_LOAD_QUERY = 18;
    public static final int TABLE_MAP = 19;
    public static final int WRITE_ROWS_V1 = 23;
    public static final int UPDATE_ROWS_V1 = 24;
    public static final int DELETE_ROWS_V1 = 25;
    public static final int INCIDENT = 26;
    public static final int HEARTBEAT = 27;
    public static final int IGNORABLE = 28;
    public static final int ROWS_QUERY = 29;
    public static final int WRITE_ROWS = 30;
    public static final int UPDATE_ROWS = 31;
    public static final int DELETE_ROWS = 32;
    public static final int GTID = 33;
    public static final int ANONYMOUS_GTID = 34;
    public static final int PREVIOUS_GTIDS = 35;
    public static final int TRANSACTION_CONTEXT = 36;
    public static final int VIEW_CHANGE = 37;
    public static final int XA_PREPARE = 38;
    public static final int PARTIAL_UPDATE_ROWS = 39;
    public static final int TRANSACTION_PAYLOAD = 40;
    public static final int HEARTBEAT_V2 = 41;
    public static final int GTID_TAGGED = 42;
    public static final int MARIADB_ANNOTATE_ROWS = 160;
    public static final int MARIADB_BINLOG_CHECKPOINT = 161;
    public static final int MARIADB_GTID = 162;
    public static final int MARIADB_GTID_LIST = 163;
    public static final int MARIADB_START_ENCRYPTION = 164;
    public static final int MARIADB_QUERY_COMPRESSED = 165;
    public static final int MARIADB_WRITE_ROWS_COMPRESSED_V1 = 166;
    public static final int MARIADB_UPDATE_ROWS_COMPRESSED_V1 = 167;
    public static final int MARIADB_DELETE_ROWS_COMPRESSED_V1 = 168;
    public static final int MARIADB_WRITE_ROWS_COMPRESSED = 169;
    public static final int MARIADB_UPDATE_ROWS_COMPRESSED = 170;
    public static final int MARIADB_DELETE_ROWS_COMPRESSED = 171;

    private static final String[] NAMES = new String[256];

    static {
        name(QUERY, "QUERY");
        name(STOP, "STOP");
        name(ROTATE, "ROTATE");
        name(INTVAR, "INTVAR");
        name(APPEND_BLOCK, "APPEND_BLOCK");
        name(DELETE_FILE, "DELETE_FILE");
        name(RAND, "RAND");
        name(USER_VAR, "USER_VAR");
        name(FORMAT_DESCRIPTION, "FORMAT_DESCRIPTION");
        name(XID, "XID");
        name(BEGIN_LOAD_QUERY, "BEGIN_LOAD_QUERY");
        name(EXECUTE_LOAD_QUERY, "EXECUTE_LOAD_QUERY");
        name(TABLE_MAP, "TABLE_MAP");
        name(WRITE_ROWS_V1, "WRITE_ROWS_V1");
        name(UPDATE_ROWS_V1, "UPDATE_ROWS_V1");
        name(DELETE_ROWS_V1, "DELETE_ROWS_V1");
        name(INCIDENT, "INCIDENT");
        name(HEARTBEAT, "HEARTBEAT");
        name(IGNORABLE, "IGNORABLE");
        name(ROWS_QUERY, "ROWS_QUERY");
        name(WRITE_ROWS, "WRITE_ROWS");
        name(UPDATE_ROWS, "UPDATE_ROWS");
        name(DELETE_ROWS, "DELETE_ROWS");
        name(GTID, "GTID");
        name(ANONYMOUS_GTID, "ANONYMOUS_GTID");
        name(PREVIOUS_GTIDS, "PREVIOUS_GTIDS");
        name(TRANSACTION_CONTEXT, "TRANSACTION_CONTEXT");
        name(VIEW_CHANGE, "VIEW_CHANGE");
        name(XA_PREPARE, "XA_PREPARE");
        name(PARTIAL_UPDATE_ROWS, "PARTIAL_UPDATE_ROWS");
        name(TRANSACTION_PAYLOAD, "TRANSACTION_PAYLOAD");
        name(HEARTBEAT_V2, "HEARTBEAT_V2");
        name(GTID_TAGGED, "GTID_TAGGED");
        name(MARIADB_ANNOTATE_ROWS, "ANNOTATE_ROWS");
        name(MARIADB_BINLOG_CHECKPOINT, "BINLOG_CHECKPOINT");
        name(MARIADB_GTID, "MARIADB_GTID");
        name(MARIADB_GTID_LIST, "MARIADB_GTID_LIST");
        name(MARIADB_START_ENCRYPTION, "START_ENCRYPTION");
        name(MARIADB_QUERY_COMPRESSED, "QUERY_COMPRESSED");
        name(MARIADB_WRITE_ROWS_COMPRESSED_V1, "WRITE_ROWS_COMPRESSED_V1");
        name(MARIADB_UPDATE_ROWS_COMPRESSED_V1, "UPDATE_ROWS_COMPRESSED_V1");
        name(MARIADB_DELETE_ROWS_COMPRESSED_V1, "DELETE_ROWS_COMPRESSED_V1");
        name(MARIADB_WRITE_ROWS_COMPRESSED, "WRITE_ROWS_COMPRESSED");
        name(MARIADB_UPDATE_ROWS_COMPRESSED, "UPDATE_ROWS_COMPRESSED");
        name(MARIADB_DELETE_ROWS_COMPRESSED, "DELETE_ROWS_COMPRESSED");
    }

    private EventType() {}

    private static void name(int type, String name) {
        NAMES[type] = name;
    }

    /** What people call the type, e.g. {@code WRITE_ROWS}; {@code unknown} for codes this version does not know. */
    public static String name(int type) {
        String name = type >= 0 && type < NAMES.length ? NAMES[type] : null;
        return name == null ? "unknown" : name;
    }

    /** Whether the code is one of the uncompressed rows events, version 1 (MariaDB's default) or 2. */
    public static boolean isRows(int type) {
        return (type >= WRITE_ROWS_V1 && type <= DELETE_ROWS_V1) || (type >= WRITE_ROWS && type <= DELETE_ROWS);
    }

    /** Whether the code is an uncompressed rows event of any kind, PARTIAL_UPDATE_ROWS included. */
    public static boolean changesRows(int type) {
        return isRows(type) || type == PARTIAL_UPDATE_ROWS;
    }

    /** Whether the code is an uncompressed update rows event, whose rows carry two images. */
    public static boolean isUpdateRows(int type) {
        return type == UPDATE_ROWS_V1 || type == UPDATE_ROWS;
    }
}
