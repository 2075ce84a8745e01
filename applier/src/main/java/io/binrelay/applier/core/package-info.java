/**
 * What the applier decides: how transactions are grouped, how events become statements, which error is answered how.
 * Plain functions and small state holders; no threads, no clock, no I/O, no logging.
 */
@NullMarked
package io.binrelay.applier.core;

import org.jspecify.annotations.NullMarked;
