/** The relay log's records as values: what {@code relay-record.avsc} says, for Java. */
@NullMarked
package io.binrelay.schemas.relay;

import org.jspecify.annotations.NullMarked;
