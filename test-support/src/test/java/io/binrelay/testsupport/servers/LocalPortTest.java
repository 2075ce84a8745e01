package io.binrelay.testsupport.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalPortTest {
    @Test
    void reservedPortsAreDifferentBindableAndOutsideTheRangeOfOutgoingConnections() throws Exception {
        List<LocalPort> ports = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            LocalPort port = LocalPort.reserve();
            ports.add(port);
            assertThat(numbers.add(port.number()))
                    .as("port %s twice", port.number())
                    .isTrue();
            assertThat(port.number()).isBetween(10_000, 32_767);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(LocalPort.address(port.number()));
            }
        }
        ports.forEach(LocalPort::close);
        ports.forEach(LocalPort::close);
    }
}
