package io.dsfm.ratis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class QuietLogsTest {

    private static final String HEARD = "io.dsfm.ratis.quiet.heard";

    private final Logger node = LoggerFactory.getLogger("io.dsfm.ratis.node.Any");
    private final Logger heard = LoggerFactory.getLogger(HEARD + ".One");

    @Test
    void nodesSayErrorsOnlyAndTheExceptionAllUntilClosed() {
        ch.qos.logback.classic.Logger all = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger("io.dsfm.ratis");
        Level before = all.getLevel();
        all.setLevel(Level.INFO);
        try (QuietLogs quiet = QuietLogs.except(HEARD)) {
            assertThat(node.isWarnEnabled()).isFalse();
            assertThat(node.isErrorEnabled()).isTrue();
            assertThat(heard.isInfoEnabled()).isTrue();
            quiet.close();
            assertThat(node.isInfoEnabled()).isTrue();
        } finally {
            all.setLevel(before);
        }
    }
}
