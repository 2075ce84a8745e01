/** Values of replication that every module speaks of: positions, GTID sets, servers. */
@NullMarked
package io.binrelay.schemas.model;

import org.jspecify.annotations.NullMarked;
