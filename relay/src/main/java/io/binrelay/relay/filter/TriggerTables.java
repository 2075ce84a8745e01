package io.binrelay.relay.filter;

import java.util.Optional;

/** Knows the triggers of a replica: table rules judge a DROP TRIGGER by the table that the trigger is on. */
@FunctionalInterface
public interface TriggerTables {
    /** The table of a trigger; empty when there is no such trigger. */
    Optional<TableName> tableOf(TableName trigger);
}
