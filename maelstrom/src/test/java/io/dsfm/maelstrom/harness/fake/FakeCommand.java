package io.dsfm.maelstrom.harness.fake;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The command that starts a {@link FakeNode}. Hundreds of them are started, and loading Jackson's classes is most of what it
 * takes: these come from an archive, which is made once in each JVM that starts such nodes.
 */
final class FakeCommand {

    private static final long PATIENCE_SECONDS = 60;
    /**
     * Most have a few hundred messages to answer: what is compiled for fewer calls than that costs more than it saves. The
     * last two: whatever the JVM itself has to say, it must not say on standard output, which is the protocol's.
     */
    private static final List<String> OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=10",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx64m",
            "-Xlog:disable",
            "-Xlog:all=error:stderr");
    /** For the nodes whose classes are to be in the archive: one starts and answers once. */
    private static final String CONVERSATION = """
            {"src":"c0","dest":"n0","body":{"type":"init","msg_id":1,"node_id":"n0","node_ids":["n0"]}}
            {"src":"c1","dest":"n0","body":{"type":"echo","msg_id":1,"echo":1}}
            """;

    private FakeCommand() {}

    /** When it is first asked for. */
    private static final class Made {
        static final List<String> COMMAND = make();
    }

    /** The words of it. */
    static List<String> words() {
        return Made.COMMAND;
    }

    private static List<String> make() {
        try {
            Path folder = Files.createTempDirectory("dsfm-fake-node-");
            folder.toFile().deleteOnExit();
            Path classes = folder.resolve("classes");
            Path archive = folder.resolve("classes.jsa");
            classes.toFile().deleteOnExit();
            archive.toFile().deleteOnExit();
            // Folders of classes cannot be in an archive: so it is of the jars alone, which then come first.
            String jars = jars();
            String all = jars + File.pathSeparator + System.getProperty("java.class.path");
            boolean isMade =
                    succeeds(command("-XX:DumpLoadedClassList=" + classes, "-cp", all, FakeNode.class.getName()))
                            && succeeds(command(
                                    "-Xshare:dump",
                                    "-XX:SharedClassListFile=" + classes,
                                    "-XX:SharedArchiveFile=" + archive,
                                    "-cp",
                                    jars));
            // Without one they only take longer to start.
            return isMade
                    ? command("-XX:SharedArchiveFile=" + archive, "-cp", all, FakeNode.class.getName())
                    : command("-cp", all, FakeNode.class.getName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the archive of classes was made", e);
        }
    }

    private static String jars() {
        return Stream.of(JsonIgnore.class, JsonFactory.class, ObjectMapper.class)
                .map(FakeCommand::jar)
                .collect(joining(File.pathSeparator));
    }

    private static String jar(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no file: class=" + type, e);
        }
    }

    private static List<String> command(String... rest) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(OPTIONS);
        words.addAll(List.of(rest));
        return words;
    }

    private static boolean succeeds(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(CONVERSATION.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // it reads none, or has ended: as its exit status tells
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue() == 0;
    }
}
