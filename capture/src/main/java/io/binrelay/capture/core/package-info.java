/**
 * Events become transactions: what begins and ends one, what is kept of it, what is refused. Plain functions and small
 * state holders; no threads, clock, I/O or logging.
 */
@NullMarked
package io.binrelay.capture.core;

import org.jspecify.annotations.NullMarked;
