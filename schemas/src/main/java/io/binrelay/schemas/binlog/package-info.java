/** The binary log as bytes: event headers, bodies and the types that name them. Plain functions and values; no I/O. */
@NullMarked
package io.binrelay.schemas.binlog;

import org.jspecify.annotations.NullMarked;
