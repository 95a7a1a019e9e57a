package io.dsfm.ratis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeCommandLineTest {

    @Test
    void inheritsWhatTheLibrariesNeedButNeitherHeapNorAgents() {
        List<String> flags = NodeCommandLine.inherited(List.of(
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Xmx8g",
                "-Xms1g",
                "-XX:MaxHeapSize=1g",
                "-agentlib:jdwp=transport=dt_socket,address=5005",
                "-javaagent:/coverage.jar",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8"));

        assertThat(flags)
                .containsExactly(
                        "--add-opens=java.base/java.nio=ALL-UNNAMED", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8");
    }

    @Test
    void startsATetheredNodeWithItsConfigurationAndHeap() {
        List<String> command = NodeCommandLine.of(Path.of("/data/n1/node.yaml"), 512, List.of());

        assertThat(command).contains("-Xmx512m", "-XX:+CrashOnOutOfMemoryError", "io.dsfm.ratis.cluster.TetheredNode");
        assertThat(command).endsWith("node", "--config", "/data/n1/node.yaml");
        assertThat(command.get(command.indexOf("-cp") + 1).split(":"))
                .allMatch(entry -> Path.of(entry).isAbsolute());
    }

    /** Of two that say different things, a JVM goes by the last. */
    @Test
    void flagsForTheNodesComeBehindThoseOfThisProcess() {
        List<String> command =
                NodeCommandLine.of(Path.of("/data/n1/node.yaml"), 512, List.of("-Da.property=1", "-Xmx256m"));

        assertThat(command.indexOf("-Xmx256m")).isGreaterThan(command.indexOf("-Xmx512m"));
        assertThat(command.indexOf("-Da.property=1"))
                .isPositive()
                .isLessThan(command.indexOf("io.dsfm.ratis.cluster.TetheredNode"));
    }

    @Test
    void nodesRehearseUnlessThisProcessSaysOtherwise() {
        System.setProperty(NodeCommandLine.NO_REHEARSAL, "true");
        try {
            assertThat(NodeCommandLine.of(Path.of("/data/n1/node.yaml"), 512, List.of()))
                    .endsWith("node", "--config", "/data/n1/node.yaml", "--no-rehearsal");
        } finally {
            System.clearProperty(NodeCommandLine.NO_REHEARSAL);
        }
        assertThat(NodeCommandLine.of(Path.of("/data/n1/node.yaml"), 512, List.of()))
                .doesNotContain("--no-rehearsal");
    }
}
