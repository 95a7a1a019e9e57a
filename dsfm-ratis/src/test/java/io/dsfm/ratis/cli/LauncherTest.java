package io.dsfm.ratis.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script in a tree of its own, where Java and Maven are scripts that tell how they were called. */
@Timeout(60)
final class LauncherTest {

    private static final Path BASH = Path.of("/bin/bash");
    private static final Path LAUNCHER = Path.of("../dsfm");

    @TempDir
    private Path folder;

    private Path home;
    private Path tools;

    @BeforeEach
    void plantTree() throws IOException {
        assumeTrue(Files.isExecutable(BASH), "no bash here");
        home = Files.createDirectories(folder.resolve("a tree/dsfm-home")).toRealPath();
        tools = Files.createDirectories(home.resolve("tools"));
        Files.copy(LAUNCHER, home.resolve("dsfm"));
        write(home.resolve("pom.xml"), "");
        for (String module : List.of("dsfm-statemachine-api", "dsfm-ratis", "sample-matching-engine")) {
            write(home.resolve(module).resolve("pom.xml"), "");
            write(home.resolve(module).resolve("src/main/java/Some.java"), "");
        }
        java("17.0.15");
        tool("mvn", "echo \"mvn $*\" >&2; " + builds());
    }

    @Test
    void isValidBash() throws Exception {
        assertThat(run(Map.of(), BASH.toString(), "-n", home.resolve("dsfm").toString()).exitCode)
                .isZero();
    }

    @Test
    void buildsOnceAndThenRuns() throws Exception {
        Run first = dsfm(Map.of(), "status", "a b");
        Run second = dsfm(Map.of(), "status");

        assertThat(first.err)
                .contains("dsfm: building (once")
                .contains("mvn -q -B -ntp ")
                .contains(" -DskipTests ")
                .contains(" package");
        assertThat(first.exitCode).isEqualTo(42);
        assertThat(first.out)
                .contains("<io.dsfm.ratis.cli.Dsfm><status><a b>")
                .contains("sample-matching-engine-0.1.jar:" + home.resolve("library.jar"));
        assertThat(second.err).isEmpty();
        assertThat(second.out).endsWith("<io.dsfm.ratis.cli.Dsfm><status>\n");
    }

    @Test
    void buildsAgainWhenASourceIsNewerOrALibraryIsGone() throws Exception {
        dsfm(Map.of(), "status");
        age(home.resolve("target/dsfm.built"));
        for (String module : List.of("dsfm-statemachine-api", "dsfm-ratis", "sample-matching-engine")) {
            age(home.resolve(module).resolve("target").resolve(module + "-0.1.jar"));
        }
        age(home.resolve("pom.xml"));

        assertThat(dsfm(Map.of(), "status").err).contains("building");
        assertThat(dsfm(Map.of(), "status").err).isEmpty();

        Files.delete(home.resolve("library.jar"));
        assertThat(dsfm(Map.of(), "status").err).contains("building");
    }

    @Test
    void tellsThatTheBuildFailed() throws Exception {
        tool("mvn", "echo 'compile error'; exit 1");

        Run run = dsfm(Map.of(), "status");

        assertThat(run.exitCode).isEqualTo(1);
        assertThat(run.out).isEmpty();
        assertThat(run.err).contains("compile error").contains("dsfm: the build failed");
        assertThat(dsfm(Map.of(), "status").err).contains("building");
    }

    @Test
    void worksThroughALinkFromElsewhere() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), home.resolve("dsfm"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("link"));

        assertThat(run(Map.of(), second.toString(), "status").out).contains(home + "/sample-matching-engine");
        assertThat(run(Map.of(), link.toString(), "status").err).isEmpty();
    }

    @Test
    void choosesOptionsByCommandAndVersion() throws Exception {
        String node = dsfm(Map.of("DSFM_JAVA_OPTS", "-Xmx2g  -Dx=y"), "node").out;
        assertThat(node)
                .contains("<-XX:+UseG1GC>")
                .contains("<-Xmx2g><-Dx=y><-cp>")
                .contains("<-Ddsfm.home=" + home + ">")
                .contains("<--add-opens><java.base/sun.nio.ch=ALL-UNNAMED>")
                .doesNotContain("sun-misc-unsafe");
        assertThat(dsfm(Map.of(), "replay", "data").out)
                .contains("<-XX:+UseG1GC>")
                .doesNotContain("TieredStopAtLevel");

        java("25");
        String status = dsfm(Map.of(), "status").out;
        assertThat(status)
                .contains("<-XX:TieredStopAtLevel=1>")
                .contains("<--sun-misc-unsafe-memory-access=allow>")
                .contains("<--enable-native-access=ALL-UNNAMED>");
    }

    @Test
    void theDemoLeavesFewProcessorsToItsNodes() throws Exception {
        String processors = run(Map.of(), "getconf", "_NPROCESSORS_ONLN").out.strip();

        String demo = dsfm(Map.of("DSFM_JAVA_OPTS", "-Dx=y"), "demo").out;

        String first = Integer.parseInt(processors) <= 4 ? "<-XX:+UseG1GC><-XX:TieredStopAtLevel=1>" : "<-XX:+UseG1GC>";
        assertThat(demo).contains(first + "<-Dx=y><-cp>");
    }

    @Test
    void putsTheUsersJarsInFront() throws Exception {
        assertThat(dsfm(Map.of("DSFM_CLASSPATH", "/mine.jar:/other"), "node").out)
                .contains("<-cp></mine.jar:/other:" + home);
    }

    @Test
    void runsInstalledJarsWithoutBuilding() throws Exception {
        write(home.resolve("lib/dsfm-ratis-0.1.jar"), "");
        tool("mvn", "exit 1");

        Run run = dsfm(Map.of(), "status");

        assertThat(run.err).isEmpty();
        assertThat(run.out).contains("<-cp><" + home.resolve("lib") + "/*>");
    }

    @Test
    void refusesAJavaThatIsTooOldOrMissing() throws Exception {
        java("11.0.2");
        Run old = dsfm(Map.of(), "status");
        assertThat(old.exitCode).isEqualTo(2);
        assertThat(old.err).contains("is Java 11.0.2; accepted: 17 or newer");

        java("1.8.0_292");
        assertThat(dsfm(Map.of(), "status").err).contains("is Java 1.8.0_292");

        Run missing = dsfm(Map.of("JAVA_HOME", "/nowhere"), "status");
        assertThat(missing.exitCode).isEqualTo(2);
        assertThat(missing.err).contains("JAVA_HOME is '/nowhere'");
    }

    /** What a build leaves: the jars, and the class path of libraries. */
    private String builds() {
        StringBuilder script = new StringBuilder();
        for (String module : List.of("dsfm-statemachine-api", "dsfm-ratis", "sample-matching-engine")) {
            script.append("mkdir -p ").append(module).append("/target; ");
            script.append("touch ")
                    .append(module)
                    .append("/target/")
                    .append(module)
                    .append("-0.1.jar; ");
        }
        return script + "touch library.jar; printf %s \"$PWD/library.jar\" > sample-matching-engine/target/class-path";
    }

    private void java(String version) throws IOException {
        tool("bin/java", "printf '<%s>' \"$@\"; echo; exit 42");
        write(tools.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private void tool(String name, String script) throws IOException {
        Path file = tools.resolve(name);
        write(file, "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
    }

    private record Run(int exitCode, String out, String err) {}

    private Run dsfm(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("dsfm").toString()));
        command.addAll(List.of(arguments));
        return run(environment, command.toArray(String[]::new));
    }

    private Run run(Map<String, String> environment, String... command) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("DSFM_"));
        builder.environment().put("PATH", tools + ":/usr/bin:/bin");
        builder.environment().put("JAVA_HOME", tools.toString());
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Run(exitCode, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }
}
