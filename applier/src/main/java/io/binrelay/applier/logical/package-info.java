/**
 * Logical apply, what is decided in it: how rows and statements of one family of servers become SQL that the other
 * family runs, and what cannot cross. Plain functions; no threads, no clock, no I/O, no logging.
 */
@NullMarked
package io.binrelay.applier.logical;

import org.jspecify.annotations.NullMarked;
