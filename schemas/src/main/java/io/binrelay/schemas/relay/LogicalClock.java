package io.binrelay.schemas.relay;

/**
 * The source's own parallelism information. Restarts in every binary log file.
 *
 * @param lastCommitted the sequence number this transaction must wait for
 * @param sequenceNumber this transaction's own number in its file
 */
public record LogicalClock(long lastCommitted, long sequenceNumber) {}
