/** A service's life: start, stop, failure, exit code, and the named stages at which tests interrupt it. */
@NullMarked
package io.binrelay.relay.service;

import org.jspecify.annotations.NullMarked;
