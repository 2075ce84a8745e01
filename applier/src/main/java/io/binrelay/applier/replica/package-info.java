/** The replica as the applier sees it, and that view over JDBC. The only package of the applier that knows JDBC. */
@NullMarked
package io.binrelay.applier.replica;

import org.jspecify.annotations.NullMarked;
