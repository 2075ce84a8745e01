/** The history of a channel's services: each change of state and each error, on a topic of its own. */
@NullMarked
package io.binrelay.relay.events;

import org.jspecify.annotations.NullMarked;
