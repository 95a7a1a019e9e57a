package io.dsfm.maelstrom.harness.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageTest {

    @Test
    void readsWhatItWrites() throws Exception {
        Message message = Message.parse("{\"id\":3,\"src\":\"n0\",\"dest\":\"c1\",\"body\":{\"type\":\"read_ok\"}}");
        assertThat(Message.parse(message.line())).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "",
                "[]",
                "{\"src\":\"n0\",\"dest\":\"c1\"}",
                "{\"src\":\"n0\",\"dest\":\"c1\",\"body\":3}",
                "{\"src\":1,\"dest\":\"c1\",\"body\":{}}",
                "{\"src\":\"n0\",\"dest\":\"c1\",\"body\":{}} {}",
                "{\"src\":\"n0\",\"dest\":\"c1\",\"body\":{},\"extra\":1}"
            })
    void refusesWhatMaelstromRefusesAndShowsIt(String line) {
        assertThatThrownBy(() -> Message.parse(line))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("line=" + line);
    }
}
