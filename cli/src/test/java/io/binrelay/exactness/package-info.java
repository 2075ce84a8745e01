/**
 * The exactness lab: SQL on a real source, capture, codec and applier in between, a real replica, compared to the byte;
 * beside it a replica that follows by the server's own replication, as the oracle. Start reading at
 * {@link io.binrelay.exactness.Lab}; the form of the SQL files is told in {@link io.binrelay.exactness.CaseFile}.
 */
@NullMarked
package io.binrelay.exactness;

import org.jspecify.annotations.NullMarked;
