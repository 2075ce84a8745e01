/** What operators decide: orders on a topic of their own, kept for ever, and services that heed them. */
@NullMarked
package io.binrelay.relay.control;

import org.jspecify.annotations.NullMarked;
