package io.binrelay.testsupport.oracle;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.QueryEvent;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a relay log has to hold at one place. */
sealed interface ExpectedItem {
    /**
     * What is wrong with what the log holds there.
     *
     * @param found a {@link RelayEvent} or a {@link FoundEnd}
     */
    Optional<String> difference(Object found);

    /** Where a group ends in the relay log, as its last record's header says. */
    record FoundEnd(GroupEnd end, @Nullable String xid) {}

    /** An event that comes back to the byte: TABLE_MAP, rows, annotation. */
    record Whole(BinlogEvent event) implements ExpectedItem {
        @Override
        public Optional<String> difference(Object found) {
            byte[] bytes = bytesOf(found);
            if (bytes.length == 0) {
                return Optional.of(describe(event) + " came back as " + found);
            }
            int at = Arrays.mismatch(event.bytes(), bytes);
            return at < 0
                    ? Optional.empty()
                    : Optional.of(describe(event) + " of " + event.bytes().length + " bytes came back as "
                            + EventType.name(bytes[4] & 0xff) + " of " + bytes.length
                            + " bytes that differ from byte " + at + " on");
        }

        boolean changesRows() {
            return EventType.changesRows(event.type());
        }

        private static byte[] bytesOf(Object found) {
            if (found instanceof RelayEvent.TableMap map) {
                return map.bytes();
            }
            if (found instanceof RelayEvent.Rows rows) {
                return rows.bytes();
            }
            return found instanceof RelayEvent.Annotation annotation ? annotation.bytes() : new byte[0];
        }
    }

    /** A part of a file: BEGIN_LOAD_QUERY or APPEND_BLOCK. */
    record Block(BinlogEvent event) implements ExpectedItem {
        @Override
        public Optional<String> difference(Object found) {
            if (!(found instanceof RelayEvent.FileBlock block)) {
                return Optional.of(describe(event) + " came back as " + found);
            }
            byte[] bytes = event.bytes();
            int data = BinlogEvent.HEADER_LENGTH + 4;
            boolean same = block.first() == (event.type() == EventType.BEGIN_LOAD_QUERY)
                    && block.fileId()
                            == (bytes[BinlogEvent.HEADER_LENGTH] & 0xff)
                                    + ((bytes[BinlogEvent.HEADER_LENGTH + 1] & 0xff) << 8)
                    && Arrays.equals(bytes, data, bytes.length, block.data(), 0, block.data().length);
            return same ? Optional.empty() : Optional.of(describe(event) + " came back as " + found);
        }
    }

    /**
     * A statement: QUERY or EXECUTE_LOAD_QUERY.
     *
     * @param inputs the INTVAR, RAND and USER_VAR events in front of it
     */
    record Text(BinlogEvent event, List<BinlogEvent> inputs) implements ExpectedItem {
        public Text {
            inputs = List.copyOf(inputs);
        }

        @Override
        public Optional<String> difference(Object found) {
            if (!(found instanceof RelayEvent.Execute execute)) {
                return Optional.of(describe(event) + " came back as " + found);
            }
            Statement actual = execute.statement();
            Statement statement = QueryEvent.parse(event);
            boolean same = Arrays.equals(statement.text(), actual.text())
                    && statement.database().equals(actual.database())
                    && statement.timestampSeconds() == actual.timestampSeconds()
                    && statement.serverId() == actual.serverId()
                    && statement.headerFlags() == actual.headerFlags()
                    && statement.endPosition() == actual.endPosition()
                    && statement.threadId() == actual.threadId()
                    && statement.errorCode() == actual.errorCode()
                    && String.valueOf(statement.load()).equals(String.valueOf(actual.load()))
                    && sessionText(statement).equals(sessionText(actual));
            if (!same) {
                return Optional.of(describe(event) + " came back as " + actual);
            }
            var said = InputBodies.of(inputs);
            var kept = InputBodies.of(actual.inputs());
            return said.equals(kept)
                    ? Optional.empty()
                    : Optional.of(describe(event) + " depends on " + said + ", came back with " + kept);
        }

        /** The record's own text leaves out the one array, MariaDB's character_set_collations. */
        private static String sessionText(Statement statement) {
            byte[] collations = statement.context().characterSetCollations();
            String all = statement.context().toString();
            int array = all.indexOf("characterSetCollations=");
            return (array < 0 ? all : all.substring(0, array)) + Arrays.toString(collations);
        }
    }

    /** A group's end. */
    record End(BinlogEvent event, GroupEnd end, @Nullable String xid) implements ExpectedItem {
        @Override
        public Optional<String> difference(Object found) {
            return found.equals(new FoundEnd(end, xid))
                    ? Optional.empty()
                    : Optional.of("the group that ends with " + describe(event) + " should end with " + end + " of "
                            + xid + ", there is " + found);
        }
    }

    private static String describe(BinlogEvent event) {
        return EventType.name(event.type()) + " that ends at " + event.file() + ":" + event.endPosition();
    }
}
