/** The relay log printed: one JSON object per transaction. */
@NullMarked
package io.binrelay.cli.transcript;

import org.jspecify.annotations.NullMarked;
