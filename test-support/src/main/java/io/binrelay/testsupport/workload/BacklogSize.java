package io.binrelay.testsupport.workload;

/**
 * How much a backlog holds.
 *
 * @param transactions committed
 * @param rows changed
 */
public record BacklogSize(long transactions, long rows) {}
