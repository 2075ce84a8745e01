/** The relay module's adapters against a real broker: it cannot use this module's servers in its own tests. */
@NullMarked
package io.binrelay.testsupport.relay;

import org.jspecify.annotations.NullMarked;
