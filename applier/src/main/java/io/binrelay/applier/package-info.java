/** The applier: reads the relay log and replays it onto one replica. */
@NullMarked
package io.binrelay.applier;

import org.jspecify.annotations.NullMarked;
