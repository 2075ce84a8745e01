/**
 * Replication filters: mysqld's {@code replicate-*} and {@code binlog-*-db} options, pure: no I/O, no state beside a
 * statement's. {@link io.binrelay.relay.filter.ReplicationFilter} decides; nothing else does.
 */
@NullMarked
package io.binrelay.relay.filter;

import org.jspecify.annotations.NullMarked;
