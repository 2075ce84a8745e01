/** The {@code binrelay} command: one class per verb, wired to the modules that do the work. */
@NullMarked
package io.binrelay.cli;

import org.jspecify.annotations.NullMarked;
