/** What capture and appliers tell about themselves, on a compacted topic. */
@NullMarked
package io.binrelay.relay.status;

import org.jspecify.annotations.NullMarked;
