/** What {@code binrelay status} shows: a channel's services side by side, for people and for programs. */
@NullMarked
package io.binrelay.cli.status;

import org.jspecify.annotations.NullMarked;
