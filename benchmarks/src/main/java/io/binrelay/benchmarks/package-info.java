/** Benchmarks that run both sides, binrelay and a peer, in turn in one run, on real servers. */
@NullMarked
package io.binrelay.benchmarks;

import org.jspecify.annotations.NullMarked;
