/** {@code binrelay source}: where a source is, what of it the relay log holds, who reads it. */
@NullMarked
package io.binrelay.cli.source;

import org.jspecify.annotations.NullMarked;
