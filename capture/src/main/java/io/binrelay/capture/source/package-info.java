/** The source's binary log as a stream of events. The only package that knows Debezium and the binlog client. */
@NullMarked
package io.binrelay.capture.source;

import org.jspecify.annotations.NullMarked;
