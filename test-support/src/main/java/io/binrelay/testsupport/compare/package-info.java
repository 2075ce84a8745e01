/**
 * Tells whether servers are identical: definitions and every byte of every row. Start reading at
 * {@link io.binrelay.testsupport.compare.ServerComparison}.
 */
@NullMarked
package io.binrelay.testsupport.compare;

import org.jspecify.annotations.NullMarked;
