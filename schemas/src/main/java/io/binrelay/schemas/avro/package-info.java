/** Relay records to Avro bytes and back. The only package that knows Avro and the record's layout. */
@NullMarked
package io.binrelay.schemas.avro;

import org.jspecify.annotations.NullMarked;
