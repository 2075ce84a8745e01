/** Capture: reads a source's binary log and appends its transactions to the relay log. */
@NullMarked
package io.binrelay.capture;

import org.jspecify.annotations.NullMarked;
