package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.Intent;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.model.GtidSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code binrelay.checkpoint} on the replica: one row per channel. The only class that knows its columns.
 *
 * <p>Generations: every claim raises the row's; an applier that holds an older one finds no row to update, and is
 * fenced.
 */
final class CheckpointTable {
    /** The schema of everything that is ours on a replica. */
    static final String SCHEMA = "binrelay";

    private static final String CREATE = """
            CREATE TABLE IF NOT EXISTS binrelay.checkpoint (
              channel VARCHAR(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
              generation BIGINT NOT NULL,
              incarnation VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
              next_offset BIGINT NOT NULL,
              sequence BIGINT NOT NULL,
              source_file VARCHAR(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
              source_position BIGINT NULL,
              gtid VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
              gtid_set LONGTEXT CHARACTER SET ascii COLLATE ascii_bin NULL,
              commit_micros BIGINT NOT NULL,
              source_family VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
              source_uuid VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
              intent_kind VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
              intent_sequence BIGINT NULL,
              intent_offset BIGINT NULL,
              intent_digest VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
              intent_schemas TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
              begun_behind_reset BIGINT NULL,
              updated_at DATETIME(6) NOT NULL
            ) ENGINE=InnoDB""";

    /** SYSDATE, not NOW: after rows events the session's time is the source's. */
    private static final String MOVE = """
            UPDATE binrelay.checkpoint SET incarnation=?, next_offset=?, sequence=?, source_file=?, source_position=?,
              gtid=?, gtid_set=?, commit_micros=?, source_family=?, source_uuid=?, intent_kind=NULL, intent_sequence=NULL,
              intent_offset=NULL, intent_digest=NULL, intent_schemas=NULL, updated_at=SYSDATE(6)
            WHERE channel=? AND generation=?""";

    private static final String BEGUN_BEFORE =
            " FROM binrelay.checkpoint WHERE channel=? AND COALESCE(begun_behind_reset, 0) < ?";

    /** ER_BAD_DB_ERROR, ER_NO_SUCH_TABLE. */
    private static final Set<Integer> GONE = Set.of(1049, 1146);

    private final String channel;
    private long generation;

    CheckpointTable(String channel) {
        this.channel = requireNonNull(channel, "channel is null");
    }

    /** @param digest of the definitions, where the intent has one */
    record Row(Checkpoint checkpoint, @Nullable Intent intent, DefinitionDigest.@Nullable Value digest) {}

    /** Makes schema and table unless they are there. Commits. */
    void create(ReplicaConnection connection) {
        if (!isThere(connection, "TABLES", "")) {
            connection.execute("CREATE DATABASE IF NOT EXISTS binrelay DEFAULT CHARACTER SET utf8mb4");
            connection.execute(CREATE);
        } else {
            addColumns(connection);
        }
    }

    /** Those that a table made by an earlier version lacks. */
    private static void addColumns(ReplicaConnection connection) {
        if (!isThere(connection, "COLUMNS", " AND COLUMN_NAME='gtid_set'")) {
            connection.execute("ALTER TABLE binrelay.checkpoint"
                    + " ADD COLUMN gtid_set LONGTEXT CHARACTER SET ascii COLLATE ascii_bin NULL AFTER gtid");
        }
        if (!isThere(connection, "COLUMNS", " AND COLUMN_NAME='begun_behind_reset'")) {
            connection.execute("ALTER TABLE binrelay.checkpoint"
                    + " ADD COLUMN begun_behind_reset BIGINT NULL AFTER intent_schemas");
        }
    }

    private static boolean isThere(ReplicaConnection connection, String view, String condition) {
        return "1"
                .equals(connection.value("SELECT COUNT(*) FROM information_schema." + view
                        + " WHERE TABLE_SCHEMA='binrelay' AND TABLE_NAME='checkpoint'" + condition));
    }

    /**
     * Reads the channel's row and makes it this applier's own. Commits.
     *
     * @return null when there is none
     */
    @Nullable
    Row claim(ReplicaConnection connection) {
        List<List<@Nullable String>> rows = connection.query(
                "SELECT generation, incarnation, next_offset, sequence, source_file, source_position, gtid,"
                        + " commit_micros, source_family, source_uuid, intent_kind, intent_sequence, intent_offset,"
                        + " intent_digest, intent_schemas, gtid_set FROM binrelay.checkpoint WHERE channel=? FOR UPDATE",
                channel);
        if (rows.isEmpty()) {
            connection.execute("ROLLBACK");
            return null;
        }
        Row row = parse(rows.get(0));
        generation = Long.parseLong(requireNonNull(rows.get(0).get(0))) + 1;
        int changed = connection.update(
                "UPDATE binrelay.checkpoint SET generation=?, updated_at=SYSDATE(6) WHERE channel=?",
                generation,
                channel);
        if (changed != 1) {
            throw new IllegalStateException("the locked row of channel " + channel + " is gone");
        }
        connection.execute("COMMIT");
        return row;
    }

    /**
     * Inserts the channel's row. Commits.
     *
     * @param lastReset stamp of the last reset that was carried out before; 0 for none
     */
    void begin(ReplicaConnection connection, Checkpoint first, long lastReset) {
        generation = 1;
        connection.update(
                "INSERT INTO binrelay.checkpoint (channel, generation, incarnation, next_offset, sequence, commit_micros,"
                        + " source_uuid, begun_behind_reset, updated_at) VALUES (?, 1, ?, ?, ?, 0, '', ?, SYSDATE(6))",
                channel,
                first.incarnation(),
                first.nextOffset(),
                first.sequence(),
                lastReset);
        connection.execute("COMMIT");
    }

    /** Whether the channel has a row, and has had it since before this reset was carried out. */
    boolean isBegunBefore(ReplicaConnection connection, long reset) {
        if (!isThere(connection, "TABLES", "")) {
            return false;
        }
        addColumns(connection);
        return "1".equals(connection.value("SELECT COUNT(*)" + BEGUN_BEFORE, channel, reset));
    }

    /** Deletes the channel's row if it is one that {@link #isBegunBefore}. Commits. */
    void erase(ReplicaConnection connection, long reset) {
        connection.update("DELETE" + BEGUN_BEFORE, channel, reset);
        connection.execute("COMMIT");
    }

    /** Moves the row, within the open transaction. */
    void move(ReplicaConnection connection, Checkpoint to) {
        FilePosition position = to.position();
        Family family = to.family();
        try {
            requireOne(connection.update(
                    MOVE,
                    to.incarnation(),
                    to.nextOffset(),
                    to.sequence(),
                    position == null ? null : position.file(),
                    position == null ? null : position.offset(),
                    to.gtid(),
                    to.gtids() == null ? null : to.gtids().toString(),
                    to.commitMicros(),
                    family == null ? null : family.name(),
                    to.sourceUuid(),
                    channel,
                    generation));
        } catch (ReplicaException e) {
            throw GONE.contains(e.errno()) ? gone(e) : e;
        }
    }

    /** Somebody has dropped it: where the replica is in the log is known to nobody any more. */
    private static ReplicaException gone(ReplicaException e) {
        return new ReplicaException(
                "binrelay.checkpoint, which says where the replica is in the log, was dropped there (" + e.getMessage()
                        + "). Rebuild the replica, or restore the table as it was",
                0,
                "",
                e);
    }

    /** Writes an intent, or none, within the open transaction. */
    void setIntent(ReplicaConnection connection, @Nullable Intent intent, DefinitionDigest.@Nullable Value digest) {
        requireOne(connection.update(
                "UPDATE binrelay.checkpoint SET intent_kind=?, intent_sequence=?, intent_offset=?, intent_digest=?,"
                        + " intent_schemas=?, updated_at=SYSDATE(6) WHERE channel=? AND generation=?",
                intent == null ? null : intent.kind().name(),
                intent == null ? null : intent.sequence(),
                intent == null ? null : intent.offset(),
                digest == null ? null : digest.hash(),
                digest == null ? null : digest.schemasAsText(),
                channel,
                generation));
    }

    /** Checks that this applier's claim is the last one. Leaves no transaction open. */
    void requireCurrent(ReplicaConnection connection) {
        String found = connection.value(
                "SELECT COUNT(*) FROM binrelay.checkpoint WHERE channel=? AND generation=?", channel, generation);
        connection.execute("ROLLBACK"); // of the reading
        requireOne("1".equals(found) ? 1 : 0);
    }

    /** Where the channel's row stands, leaving it to whom it belongs; null when there is none. */
    ReplicaInspection.@Nullable Position look(ReplicaConnection connection) {
        List<List<@Nullable String>> rows = connection.query(
                "SELECT incarnation, next_offset, sequence FROM binrelay.checkpoint WHERE channel=?", channel);
        return rows.isEmpty()
                ? null
                : new ReplicaInspection.Position(
                        text(rows.get(0), 0),
                        Long.parseLong(text(rows.get(0), 1)),
                        Long.parseLong(text(rows.get(0), 2)));
    }

    private void requireOne(int found) {
        if (found != 1) {
            throw new FencedException("another applier has claimed channel '" + channel
                    + "' on this replica (generation " + generation + " is no longer current)");
        }
    }

    private static Row parse(List<@Nullable String> row) {
        String file = row.get(4);
        String kind = row.get(10);
        String family = row.get(8);
        Checkpoint checkpoint = new Checkpoint(
                text(row, 1),
                Long.parseLong(text(row, 2)),
                Long.parseLong(text(row, 3)),
                file == null ? null : new FilePosition(file, Long.parseLong(text(row, 5))),
                row.get(6),
                Long.parseLong(text(row, 7)),
                family == null ? null : Family.valueOf(family),
                text(row, 9),
                family == null || row.get(15) == null ? null : GtidSet.parse(Family.valueOf(family), text(row, 15)));
        Intent intent = kind == null
                ? null
                : new Intent(Intent.Kind.valueOf(kind), Long.parseLong(text(row, 11)), Long.parseLong(text(row, 12)));
        String digest = row.get(13);
        return new Row(checkpoint, intent, digest == null ? null : DefinitionDigest.Value.of(digest, row.get(14)));
    }

    private static String text(List<@Nullable String> row, int column) {
        return requireNonNull(row.get(column), "column " + column + " of binrelay.checkpoint is NULL");
    }
}
