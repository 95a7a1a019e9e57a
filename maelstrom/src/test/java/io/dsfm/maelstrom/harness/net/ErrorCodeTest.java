package io.dsfm.maelstrom.harness.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorCodeTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 11, 12, 14, 20, 21, 22, 30})
    void definiteCodesSayThatItDidNotHappen(int code) {
        assertThat(new RpcException(code, "").isDefinite()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 13, 1000, 4711, -1, 15})
    void otherCodesSayNothing(int code) {
        assertThat(new RpcException(code, "").isDefinite()).isFalse();
    }
}
