package io.dsfm.ratis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeDeathTest {

    @ParameterizedTest
    @ValueSource(ints = {129, 130, 137, 143})
    void aSignalFromOutsideIsTold(int exitStatus) {
        assertThat(new NodeDeath("n1", exitStatus, "").bySignal()).isTrue();
    }

    /** 134: what a JVM without memory ends with; 139: one that has a fault. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 70, 134, 135, 139})
    void aProcessThatBrokeDownWasNotStruck(int exitStatus) {
        assertThat(new NodeDeath("n1", exitStatus, "").bySignal()).isFalse();
    }
}
