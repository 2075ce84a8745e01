/**
 * What people and programs read of a verb: aligned tables, durations, JSON. Plain functions, no I/O but to what they
 * are given.
 */
@NullMarked
package io.binrelay.cli.output;

import org.jspecify.annotations.NullMarked;
