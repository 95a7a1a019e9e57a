package io.dsfm.ratis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.ConfigException.Problem;
import io.dsfm.ratis.config.DamagedDataException;
import io.dsfm.ratis.node.NodeStartException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class FailureReportTest {

    @Test
    void eachKindOfFailureHasItsExitCode() {
        assertThat(FailureReport.exitCode(new ConfigException(new Problem("f", "k", "v", "a"))))
                .isEqualTo(ExitCode.USAGE);
        assertThat(FailureReport.exitCode(new DamagedDataException(Path.of("f"), "x", "do y")))
                .isEqualTo(ExitCode.DAMAGED_DATA);
        assertThat(FailureReport.exitCode(new NodeStartException(NodeStartException.Kind.CONFIGURATION, "port")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(FailureReport.exitCode(new NodeStartException(NodeStartException.Kind.DAMAGED, "log")))
                .isEqualTo(ExitCode.DAMAGED_DATA);
        assertThat(FailureReport.exitCode(new NodeStartException(NodeStartException.Kind.FAILED, "else")))
                .isEqualTo(ExitCode.FAILED);
        assertThat(FailureReport.exitCode(new CommandException(ExitCode.UNREACHABLE, "nobody")))
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(FailureReport.exitCode(new IllegalStateException("broken"))).isEqualTo(ExitCode.INTERNAL);
    }
}
