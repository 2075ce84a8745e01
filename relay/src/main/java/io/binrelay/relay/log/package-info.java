/**
 * The relay log: one topic, one partition, written in fenced transactions and read in order without gaps. The only
 * package, beside status, that knows Kafka's clients.
 */
@NullMarked
package io.binrelay.relay.log;

import org.jspecify.annotations.NullMarked;
