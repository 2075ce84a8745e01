/** The source, Kafka and replica that a configuration names, as far as it names them. */
@NullMarked
package io.binrelay.cli.endpoint;

import org.jspecify.annotations.NullMarked;
