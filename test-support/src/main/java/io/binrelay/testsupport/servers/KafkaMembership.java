package io.binrelay.testsupport.servers;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * Which node of which cluster a broker is. Every node is broker and controller at once (KRaft's combined mode), and the
 * set of voters never changes.
 *
 * @param nodeId from 1 to the number of nodes
 * @param clusterId the same for all nodes; counts when a directory is formatted, later what is written there
 * @param controllerPorts of all nodes on 127.0.0.1, in the order of their ids
 */
record KafkaMembership(int nodeId, String clusterId, List<Integer> controllerPorts) {
    /** As many copies as a cluster of any size keeps of each topic, if it has that many nodes. */
    private static final int MOST_COPIES = 3;

    KafkaMembership {
        requireNonNull(clusterId, "clusterId is null");
        controllerPorts = List.copyOf(controllerPorts);
        if (nodeId < 1 || nodeId > controllerPorts.size()) {
            throw new IllegalArgumentException("node " + nodeId + " of " + controllerPorts.size());
        }
    }

    /** The only node of a new cluster. */
    static KafkaMembership alone(int controllerPort) {
        return new KafkaMembership(1, newClusterId(), List.of(controllerPort));
    }

    static String newClusterId() {
        return Uuid.randomUuid().toString();
    }

    boolean isAlone() {
        return controllerPorts.size() == 1;
    }

    int controllerPort() {
        return controllerPorts.get(nodeId - 1);
    }

    /** The value of {@code controller.quorum.voters}. */
    String voters() {
        return IntStream.rangeClosed(1, controllerPorts.size())
                .mapToObj(id -> id + "@127.0.0.1:" + controllerPorts.get(id - 1))
                .collect(Collectors.joining(","));
    }

    /** How many copies there are of each partition, of the internal topics too. */
    int copies() {
        return Math.min(MOST_COPIES, controllerPorts.size());
    }

    /** How many of them must have a record before it counts as written: all but one, so that one node may be down. */
    int copiesInSync() {
        return Math.max(1, copies() - 1);
    }
}
