/** The form of log lines: text for people at a terminal, one JSON object per line for everything else. */
@NullMarked
package io.binrelay.cli.logging;

import org.jspecify.annotations.NullMarked;
