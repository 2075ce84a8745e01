/** The text of statements, as far as replication looks into it: cut into tokens, never parsed. */
@NullMarked
package io.binrelay.schemas.sql;

import org.jspecify.annotations.NullMarked;
