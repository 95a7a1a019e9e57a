package io.dsfm.ratis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.config.NodeConfigReader;
import io.dsfm.ratis.template.Sample;
import io.dsfm.ratis.template.SampleFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code dsfm new} writes, and what it refuses; that it works is tested by {@link FirstStateMachineIT}. */
final class NewCommandTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void leavesNothingToFillInAndNamesEverythingAsAsked(Sample sample) throws Exception {
        Path folder = directory.resolve("my-app");

        CommandRun run =
                CommandRun.of("new", folder.toString(), "--sample", sample.folder(), "--package", "org.acme.app");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("the application 'my-app'").contains("mvn -q package");
        for (Path file : files(folder)) {
            String text = Files.readString(file);
            assertThat(text)
                    .as(file.toString())
                    .doesNotContainPattern("@[a-z-]+@")
                    .doesNotContain("com.example");
            assertThat(text.replace("${dsfm.version}", ""))
                    .as("versions that the build fills in: %s", file)
                    .doesNotContain(".version}");
        }
        assertThat(files(folder))
                .extracting(file -> folder.relativize(file).toString())
                .contains("pom.xml", "README.md", ".gitignore", "dsfm", "n1.yaml", "n2.yaml", "n3.yaml")
                .anyMatch(name -> name.startsWith("src/main/java/org/acme/app/"))
                .anyMatch(name -> name.startsWith("src/test/java/org/acme/app/"));
        assertThat(folder.resolve("dsfm")).isExecutable();
        for (String node : List.of("n1", "n2", "n3")) {
            NodeConfig config = NodeConfigReader.read(folder.resolve(node + ".yaml"));
            assertThat(config.node()).isEqualTo(node);
            assertThat(config.application()).isEqualTo("my-app");
            assertThat(config.dataDirectory()).isEqualTo(folder.resolve("data/" + node));
        }
    }

    /** The launcher finds the program that made it, and runs it. */
    @Test
    void itsLauncherStandsAnyPathOfTheProgram() throws Exception {
        Path home = Files.createDirectories(directory.resolve("it's ${HOME} } \"1\" `x`"));
        Path program = Files.writeString(home.resolve("dsfm"), "#!/usr/bin/env bash\nprintf '%s' \"ran $1\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path folder = directory.resolve("app");
        new SampleFolder(Sample.COUNTER, "app", "org.acme", home.toString()).write(folder);
        Files.createDirectories(folder.resolve("target"));
        Files.createFile(folder.resolve("target/app.jar"));
        ProcessBuilder builder =
                new ProcessBuilder("bash", folder.resolve("dsfm").toString(), "status");
        builder.environment().remove("DSFM_HOME");
        Process process = builder.redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("ran status");
    }

    @ParameterizedTest
    @EnumSource
    void writesEverySourceThatIsThere(Sample sample) throws Exception {
        Path folder = directory.resolve("app");
        CommandRun.of("new", folder.toString(), "--sample", sample.folder());
        Path resources = Path.of("src/main/resources/io/dsfm/ratis/template", sample.folder(), "src");

        assertThat(files(folder.resolve("src")))
                .extracting(file -> folder.resolve("src").relativize(file).toString())
                .filteredOn(name -> !name.endsWith("TwoVariants.java"))
                .containsExactlyInAnyOrderElementsOf(files(resources).stream()
                        .map(file -> resources.relativize(file).toString())
                        .toList());
    }

    @Test
    void refusesAFolderThatIsInUseAndLeavesItAlone() throws Exception {
        Path mine = Files.writeString(directory.resolve("mine.txt"), "mine");

        CommandRun folder = CommandRun.of("new", directory.toString(), "--application", "a");
        CommandRun file = CommandRun.of("new", mine.toString(), "--application", "a");

        assertThat(folder.exitCode()).isEqualTo(2);
        assertThat(folder.err()).contains("not empty: found " + mine);
        assertThat(file.exitCode()).isEqualTo(2);
        assertThat(file.err()).contains("there is a file in the place of the folder");
        assertThat(files(directory)).containsExactly(mine);
    }

    @Test
    void saysWhichFolderCannotBeWritten() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        CommandRun run = CommandRun.of("new", file.resolve("below").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("the folder cannot be written: folder=" + file.resolve("below") + ", ")
                .doesNotContain("Exception");
    }

    @Test
    void refusesNamesThatAreNone() {
        String folder = directory.resolve("My App").toString();

        CommandRun application = CommandRun.of("new", folder);
        CommandRun javaPackage = CommandRun.of("new", folder, "--application", "a", "--package", "org.new");
        CommandRun sample = CommandRun.of("new", folder, "--application", "a", "--sample", "ledger");

        assertThat(application.exitCode()).isEqualTo(2);
        assertThat(application.err()).contains("found 'my app'").contains("--application");
        assertThat(javaPackage.exitCode()).isEqualTo(2);
        assertThat(javaPackage.err()).contains("found 'org.new'");
        assertThat(sample.exitCode()).isEqualTo(2);
        assertThat(sample.err()).contains("found 'ledger'; accepted: counter, key-value");
        assertThat(directory).isEmptyDirectory();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
