/**
 * Seeded workloads: a small shop that does everything a source does, and two backlogs for benchmarks. Start reading at
 * {@link io.binrelay.testsupport.workload.ShopWorkload} and {@link io.binrelay.testsupport.workload.WorkloadRunner}.
 */
@NullMarked
package io.binrelay.testsupport.workload;

import org.jspecify.annotations.NullMarked;
