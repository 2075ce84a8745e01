/**
 * Kills a source, capture and a broker under load, brings back Kafka and the replica alone, and looks whether every
 * COMMIT that had returned is there.
 */
@NullMarked
package io.binrelay.cli.drill;

import org.jspecify.annotations.NullMarked;
