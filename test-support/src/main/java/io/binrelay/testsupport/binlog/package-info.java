/**
 * Binary logs without a server: events as servers write them, byte for byte, from a program. For tests that need to
 * decide what a source writes and when it fails.
 */
@NullMarked
package io.binrelay.testsupport.binlog;

import org.jspecify.annotations.NullMarked;
