package io.dsfm.ratis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dsfm.ratis.cli.Tutorial.Command;
import io.dsfm.ratis.template.Sample;
import io.dsfm.ratis.template.SampleFolder;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tutorial, as a reader would go through it: its listings are what {@code dsfm new} writes, that compiles without a
 * warning and passes its own tests, and its commands print what it says, with three nodes of which one is killed.
 *
 * <p>Its nodes do not rehearse here: they start sooner, and nobody waits for the first takeover. Maven is a script that uses
 * the JDK's own tools, so that nothing is installed into anybody's repository.
 */
final class FirstStateMachineIT {

    private static final Path DOCUMENT = Path.of("../docs/first-state-machine.md");
    private static final Path LAUNCHER = Path.of("../dsfm");
    /** What is started here is over before the optimizing compiler pays. */
    private static final String CHEAP = "-XX:TieredStopAtLevel=1";

    private static final Path BASH = Path.of("/bin/bash");
    private static final Pattern FIXED_PORT = Pattern.compile("127\\.0\\.0\\.1:([78]10[1-3])");

    @TempDir
    private Path directory;

    /** What links point to is not ours to delete. */
    @AfterEach
    void removeLinks() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    @Test
    void listingsAreTheFilesThatAreWritten() throws Exception {
        Tutorial tutorial = Tutorial.read(DOCUMENT);
        Map<String, String> files = Stream.of(Sample.values())
                .flatMap(sample -> files(sample).entrySet().stream())
                .filter(file -> file.getKey().startsWith("src/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (counter, keyValue) -> counter));

        assertThat(tutorial.sources()).hasSizeGreaterThan(8);
        for (Tutorial.Source source : tutorial.sources()) {
            assertThat(files).as("a listing's path").containsKey(source.path());
            assertThat(files.get(source.path())).as(source.path()).contains(source.text());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(300)
    void sampleCompilesWithoutWarningAndPassesItsOwnTests(Sample sample) throws Exception {
        new SampleFolder(sample, "app", SampleFolder.packageNameOf(sample), "").write(directory);
        Path classes = directory.resolve("target/classes");

        compile(directory.resolve("src"), classes);

        List<String> tests;
        try (Stream<Path> files = Files.walk(directory.resolve("src/test/java"))) {
            tests = files.map(file ->
                            directory.resolve("src/test/java").relativize(file).toString())
                    .filter(file -> file.endsWith("Test.java"))
                    .map(file -> file.replace(".java", "").replace('/', '.'))
                    .toList();
        }
        assertThat(tests).isNotEmpty();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                CHEAP,
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                SampleTests.class.getName()));
        command.addAll(tests);
        Path said = directory.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(said)).isZero();
    }

    @Test
    @Timeout(540)
    void commandsPrintWhatTheDocumentSays() throws Exception {
        assumeTrue(Files.isExecutable(BASH), "no bash here");
        List<Command> commands = Tutorial.read(DOCUMENT).commands();
        Path home = prepareHome();
        Path session = Files.writeString(directory.resolve("session"), session(commands));
        Path printed = directory.resolve("printed");
        Path complained = directory.resolve("complained");

        Process bash = new ProcessBuilder(BASH.toString(), session.toString())
                .directory(home.toFile())
                .redirectOutput(printed.toFile())
                .redirectError(complained.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        try {
            assertThat(bash.waitFor(500, TimeUnit.SECONDS)).as("ended in time").isTrue();
        } finally {
            bash.descendants().forEach(ProcessHandle::destroyForcibly);
            bash.destroyForcibly();
        }

        Matcher section =
                Pattern.compile("(?s)<<<(\\d+)\\n(.*?)>>>\\1:(\\d+)\\n").matcher(Files.readString(printed));
        int done = 0;
        while (section.find()) {
            Command command = commands.get(Integer.parseInt(section.group(1)));
            String said = section.group(2) + "--- " + Files.readString(complained);
            assertThat(section.group(3))
                    .as("exit code of %s: %s", command.line(), said)
                    .isEqualTo("0");
            assertThat(command.isPrinted(section.group(2)))
                    .as("%s: %s", command, said)
                    .isTrue();
            done++;
        }
        assertThat(done).as(Files.readString(complained)).isEqualTo(commands.size());
    }

    private static Map<String, String> files(Sample sample) {
        try {
            return new SampleFolder(sample, sample.folder(), SampleFolder.packageNameOf(sample), "").files();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void compile(Path sources, Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-Xlint:all", "-Werror", "--release", "17"));
        arguments.addAll(List.of("-cp", classPath(), "-d", classes.toString()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        Files.createDirectories(classes);
        int exitCode = ToolProvider.getSystemJavaCompiler()
                .run(null, System.err, System.err, arguments.toArray(String[]::new));
        assertThat(exitCode).as("javac says").isZero();
    }

    /** The program as it is installed: the launcher and its jars; and a Maven that does what the tutorial needs. */
    private Path prepareHome() throws IOException {
        Path home = Files.createDirectories(directory.resolve("dsfm"));
        Files.copy(LAUNCHER, home.resolve("dsfm"));
        Path lib = Files.createDirectories(home.resolve("lib"));
        for (String entry : classPath().split(File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (Files.isRegularFile(path)) {
                Files.createSymbolicLink(lib.resolve(path.getFileName()), path);
            }
        }
        Path mvn = Files.createDirectories(directory.resolve("tools")).resolve("mvn");
        Files.writeString(mvn, """
                #!/bin/bash
                set -e
                [[ $* == '-q install -DskipTests -pl dsfm-statemachine-api -am' ]] && exit
                [[ $* == '-q package' ]]
                mkdir -p target/classes
                sources=$(find src/main/java -name '*.java')
                "$JAVA_HOME/bin/javac" -J-XX:TieredStopAtLevel=1 --release 17 -cp "$API" -d target/classes $sources
                cp -r src/main/resources/. target/classes
                "$JAVA_HOME/bin/jar" --create --file "target/$(basename "$PWD").jar" -C target/classes .
                """);
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwx------"));
        return home;
    }

    /** Every command between marks, with ports that are free in the place of those that the sample has, and cold nodes. */
    private String session(List<Command> commands) throws IOException {
        List<String> folders = Stream.of(classPath().split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .filter(path -> Files.isDirectory(path) && !path.endsWith("test-classes"))
                .map(Path::toString)
                .toList();
        StringBuilder script = new StringBuilder();
        script.append("export PATH='").append(directory.resolve("tools")).append("':$PATH\n");
        script.append("export JAVA_HOME='")
                .append(System.getProperty("java.home"))
                .append("'\n");
        script.append("export DSFM_CLASSPATH='")
                .append(String.join(":", folders))
                .append("'\n");
        script.append("export DSFM_JAVA_OPTS='").append(CHEAP).append("'\n");
        script.append("export API='").append(classPath()).append("'\n");
        String ports = changePorts();
        for (int i = 0; i < commands.size(); i++) {
            String line = commands.get(i).line();
            script.append("echo '<<<").append(i).append("'\n");
            script.append(line.replace("./dsfm node ", "./dsfm node --no-rehearsal "));
            script.append("\necho \">>>").append(i).append(":$?\"\n");
            Matcher made = Pattern.compile("\\./dsfm new (\\S+).*").matcher(line);
            if (made.matches()) {
                script.append("sed -i ").append(ports).append(made.group(1)).append("/n?.yaml\n");
            }
        }
        return script.toString();
    }

    private static String changePorts() throws IOException {
        Matcher fixed = FIXED_PORT.matcher(files(Sample.COUNTER).get("n1.yaml"));
        StringBuilder options = new StringBuilder();
        List<ServerSocket> reserved = new ArrayList<>();
        while (fixed.find()) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            reserved.add(socket);
            options.append("-e s/")
                    .append(fixed.group(1))
                    .append('/')
                    .append(socket.getLocalPort())
                    .append("/ ");
        }
        for (ServerSocket socket : reserved) {
            socket.close();
        }
        assertThat(reserved).hasSize(6);
        return options.toString();
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
