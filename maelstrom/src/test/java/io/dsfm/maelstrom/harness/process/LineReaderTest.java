package io.dsfm.maelstrom.harness.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

final class LineReaderTest {

    @Test
    void lineThatWasNotEndedWasNotSaid() throws Exception {
        byte[] bytes = "first\n\nzweite \u00fc\n{\"src\":".getBytes(UTF_8);
        try (LineReader lines = new LineReader(new ByteArrayInputStream(bytes))) {
            assertThat(lines.next()).isEqualTo("first");
            assertThat(lines.next()).isEmpty();
            assertThat(lines.next()).isEqualTo("zweite \u00fc");
            assertThat(lines.next()).isNull();
        }
    }
}
