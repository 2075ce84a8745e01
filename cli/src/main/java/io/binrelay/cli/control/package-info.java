/** Operators' orders from the command line: given, and seen to take effect. */
@NullMarked
package io.binrelay.cli.control;

import org.jspecify.annotations.NullMarked;
