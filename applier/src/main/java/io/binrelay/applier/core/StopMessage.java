package io.binrelay.applier.core;

/** What an operator reads when an applier stops: where, what, and what to do. */
public final class StopMessage {
    private StopMessage() {}

    /**
     * The message.
     *
     * @param inFlight what was being applied; empty when nothing was
     * @param undoable false when some of it may stay because its tables have no transactions
     * @param reason what the replica said
     * @param errno its error number; 0 where there is none
     */
    public static String of(String inFlight, boolean undoable, String reason, int errno) {
        String remedy = remedy(errno);
        String state = undoable
                ? ". Nothing of the transaction is in the replica, everything before it is"
                : ". The replica may hold part of the transaction, since its tables have no transactions";
        return "applying stopped" + (inFlight.isEmpty() ? "" : " at " + inFlight) + ": " + reason
                + (inFlight.isEmpty() ? "" : state)
                + (remedy.isEmpty() ? "" : ". " + remedy);
    }

    private static String remedy(int errno) {
        return switch (errno) {
            case 1032 ->
                "The row to change is not on the replica: it was written to by others, or began from another"
                        + " state than the log. Put the row right and start the applier again, or rebuild the replica";
            case 1062 ->
                "A row with this key is on the replica already: it was written to by others, or began from"
                        + " another state than the log. Remove the row and start the applier again, or rebuild the replica";
            case 1146, 1049, 1054, 1050, 1091 ->
                "The replica's definitions are not those the source had: it was changed"
                        + " by others, or began from another state than the log. Put them right and start the applier again,"
                        + " or rebuild the replica";
            case 1205, 1213 ->
                "Locks of other clients of the replica stayed in the way of " + ErrorPolicy.MAX_RETRIES
                        + " attempts: end their transactions and start the applier again";
            case 1227, 1142, 1044 -> "Grant the applier's account the privilege and start the applier again";
            case 1290, 1836 ->
                "Run the replica with read_only=ON and super_read_only=OFF, and grant the applier's account"
                        + " CONNECTION_ADMIN (MariaDB: READ_ONLY ADMIN; older servers: SUPER)";
            case 1298 ->
                "The statement uses a named time zone: load the replica's time zone tables" + " (mysql_tzinfo_to_sql)";
            case 1418, 1419 ->
                "The source trusts the creators of stored functions and triggers and the replica does not: set"
                        + " log_bin_trust_function_creators=1 on the replica";
            case 1114, 1021, 3675 -> "Make room on the replica and start the applier again";
            case 1451, 1452 ->
                "Rows that the foreign key needs are not as they were on the source: rebuild the replica";
            default -> "";
        };
    }
}
