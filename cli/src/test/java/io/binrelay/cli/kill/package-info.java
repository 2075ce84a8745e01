/** Kills everything, one after the other, under load, and looks whether anything was lost or done twice. */
@NullMarked
package io.binrelay.cli.kill;

import org.jspecify.annotations.NullMarked;
