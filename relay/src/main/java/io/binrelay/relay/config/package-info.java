/** Configuration from file, environment and command line, with errors that name key and source. */
@NullMarked
package io.binrelay.relay.config;

import org.jspecify.annotations.NullMarked;
