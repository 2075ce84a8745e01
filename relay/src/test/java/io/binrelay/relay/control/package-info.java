@NullMarked
package io.binrelay.relay.control;

import org.jspecify.annotations.NullMarked;
