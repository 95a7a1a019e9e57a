package io.dsfm.ratis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void givesNoPortTwice() {
        List<Integer> ports = new ArrayList<>(FreePorts.find(20));
        ports.addAll(FreePorts.find(20));

        assertThat(ports).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void givesPortsThatConnectionsOfOthersAreNotGiven() {
        assertThat(FreePorts.find(20)).allMatch(port -> port >= 20_000 && port < 32_768);
    }

    @Test
    void givesPortsThatCanBeBoundAtOnce() throws IOException {
        for (int port : FreePorts.find(3)) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(socket.getLocalPort()).isEqualTo(port);
            }
        }
    }
}
