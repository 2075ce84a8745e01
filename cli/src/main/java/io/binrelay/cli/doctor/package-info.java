/** {@code binrelay doctor}: why it does not replicate, one finding per check. */
@NullMarked
package io.binrelay.cli.doctor;

import org.jspecify.annotations.NullMarked;
