/**
 * Capture and appliers together on fakes: virtual time, a seeded order of events, crashes at every port and stage, and
 * invariants that are checked after every step.
 */
@NullMarked
package io.binrelay.simulation;

import org.jspecify.annotations.NullMarked;
