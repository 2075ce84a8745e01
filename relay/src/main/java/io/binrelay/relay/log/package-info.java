/**
 * The relay log: one topic, one partition, written in fenced transactions and read in order without gaps. The only
 * package that knows Kafka's clients. Beside it, the small topics of a channel ({@link ChannelTopic}).
 */
@NullMarked
package io.binrelay.relay.log;

import org.jspecify.annotations.NullMarked;
