package io.dsfm.maelstrom.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code maelstrom/dsfm-node}, with a program in Java's place that writes down how it was called. */
class NodeScriptTest {

    @TempDir
    private Path home;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(home.resolve("maelstrom/target/classes"));
        Files.createFile(home.resolve("maelstrom/target/class-path"));
        Files.copy(Path.of("dsfm-node"), home.resolve("maelstrom/dsfm-node"));
        Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    private int run(String javaOptions) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("bash", home.resolve("maelstrom/dsfm-node").toString());
        builder.redirectErrorStream(true).redirectOutput(home.resolve("output").toFile());
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        builder.environment().put("DSFM_JAVA_OPTS", javaOptions);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xlog",
                "-Xlog:gc",
                "-Xmx1g -Xlog:gc*:stdout",
                "-Xlog:gc::uptime",
                "-Xlog:gc:stdout:uptime",
                "-verbose:gc",
                "-showversion"
            })
    void whatWritesToStandardOutputIsRefused(String options) throws Exception {
        assertThat(run(options)).isEqualTo(2);
        assertThat(home.resolve("output")).content().contains("which writes to standard output");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-Xmx1g",
                "-Xlog:gc:stderr",
                "-Xlog:gc*:file=gc.log:uptime",
                "-Xlog:disable",
                "-Xlog:gc:gc.log"
            })
    void otherOptionsAreTheJvms(String options) throws Exception {
        assertThat(run(options)).isZero();
        assertThat(home.resolve("output")).content().contains(options + " -cp ");
    }

    @Test
    void aJavaThatIsNotThereIsNamed() throws Exception {
        Files.delete(home.resolve("jdk/bin/java"));
        assertThat(run("")).isEqualTo(2);
        assertThat(home.resolve("output")).content().contains("JAVA_HOME is");
    }
}
