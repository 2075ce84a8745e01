/** Waiting until a replica has applied what the source had written at some moment. */
@NullMarked
package io.binrelay.cli.position;

import org.jspecify.annotations.NullMarked;
