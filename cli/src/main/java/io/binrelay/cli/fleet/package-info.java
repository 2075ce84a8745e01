/**
 * A whole replication set-up on this machine: broker, source, replicas, and the services as child processes, each of
 * which can be killed and started again by itself. For the demo and for the tests that kill.
 */
@NullMarked
package io.binrelay.cli.fleet;

import org.jspecify.annotations.NullMarked;
