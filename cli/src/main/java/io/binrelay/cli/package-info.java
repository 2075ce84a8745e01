/** The {@code binrelay} command: its verbs, their options and exit codes. */
@NullMarked
package io.binrelay.cli;

import org.jspecify.annotations.NullMarked;
