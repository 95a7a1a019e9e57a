package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java process with the same class path in other {@link Surroundings}, that executes steps on request. Its working
 * directory is empty at the start.
 *
 * <p>Failure: a process that does not start, ends early, or does not answer in time is an {@link UncheckedIOException} that shows what it wrote to
 * its error stream.
 */
final class OtherProcess implements AutoCloseable {

    /** What the other process saw a variant do. */
    record Observation(Check check, int step, String text) {}

    /** What comes before the first answer: until then, Java may write there what it likes. */
    static final byte[] MAGIC = "dsfm-testkit-process\n".getBytes(StandardCharsets.US_ASCII);

    /** To start, and to execute steps, which takes seconds on an idle machine. */
    private static final Duration MOST_TO_ANSWER = Duration.ofMinutes(10);

    private final Surroundings surroundings;
    private final Duration mostToAnswer;
    private final Path directory;
    private final Process process;
    private final DataOutputStream out;
    private final DataInputStream in;
    private final List<Observation> observations = new ArrayList<>();
    private final List<String> variants;
    private String settings = "";

    private OtherProcess(
            Surroundings surroundings, Duration mostToAnswer, List<String> variants, Path directory, Process process) {
        this.surroundings = surroundings;
        this.variants = variants;
        this.mostToAnswer = mostToAnswer;
        this.directory = directory;
        this.process = process;
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /** Starts one. */
    static OtherProcess start(Surroundings surroundings, List<StateMachineProvider> providers) {
        return start(surroundings, providers, Map.of(), MOST_TO_ANSWER);
    }

    /**
     * Starts one.
     *
     * @param environment variables that it has besides those of this process
     * @param mostToAnswer after which it is ended if it has not executed what it was told to
     */
    static OtherProcess start(
            Surroundings surroundings,
            List<StateMachineProvider> providers,
            Map<String, String> environment,
            Duration mostToAnswer) {
        try {
            Path directory = Files.createTempDirectory("dsfm-testkit-");
            Files.createDirectories(directory.resolve("work"));
            Files.createDirectories(directory.resolve("tmp"));
            ProcessBuilder builder = new ProcessBuilder(command(surroundings, directory))
                    .directory(directory.resolve("work").toFile())
                    .redirectError(directory.resolve("errors").toFile());
            builder.environment().putAll(environment);
            moveOptionsBeforeOurs(builder.environment());
            List<String> variants =
                    providers.stream().map(StateMachineProvider::variant).toList();
            OtherProcess other = new OtherProcess(surroundings, mostToAnswer, variants, directory, builder.start());
            other.introduce(providers);
            return other;
        } catch (IOException e) {
            throw new UncheckedIOException("another process could not be started: surroundings=" + surroundings, e);
        }
    }

    private static List<String> command(Surroundings surroundings, Path directory) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What this process was given, as the machines may need it; the later of two equal options holds.
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--") || argument.startsWith("-D")) {
                command.add(argument);
            }
        }
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        // What Java itself has to say, such as of garbage collections, must not come between the answers.
        command.add("-Xlog:disable");
        command.add("-Xlog:all=warning:stderr");
        command.add("-XX:+DisplayVMOutputToStderr");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Djava.io.tmpdir=" + directory.resolve("tmp"));
        command.add("-XX:FlightRecorderOptions=repository=" + directory.resolve("flight"));
        command.addAll(surroundings.options());
        command.add("-cp");
        command.add(Stream.of(System.getProperty("java.class.path"), System.getProperty("jdk.module.path", ""))
                .flatMap(path -> Stream.of(path.split(File.pathSeparator, -1)))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(OtherMain.class.getName());
        return command;
    }

    /** Java reads one variable of options before the command line, and another, which would overrule ours, after it. */
    private static void moveOptionsBeforeOurs(Map<String, String> environment) {
        String later = environment.remove("_JAVA_OPTIONS");
        if (later != null) {
            environment.merge("JAVA_TOOL_OPTIONS", later, (earlier, more) -> earlier + " " + more);
        }
    }

    private void introduce(List<StateMachineProvider> providers) throws IOException {
        try (Deadline deadline = new Deadline(process, MOST_TO_ANSWER)) {
            introduce(providers, deadline);
        }
    }

    private void introduce(List<StateMachineProvider> providers, Deadline deadline) throws IOException {
        try {
            out.writeInt(providers.size());
            for (StateMachineProvider provider : providers) {
                ProviderName.of(provider).writeTo(out);
            }
            out.flush();
            skipToMagic();
            settings = in.readUTF();
        } catch (IOException e) {
            throw broken(e, deadline, "its start");
        }
    }

    private void skipToMagic() throws IOException {
        // No byte of it but the first is the first again.
        for (int matched = 0; matched < MAGIC.length; ) {
            byte next = in.readByte();
            matched = next == MAGIC[matched] ? matched + 1 : next == MAGIC[0] ? 1 : 0;
        }
    }

    /** Locale, time zone and charset that the process has indeed. */
    String settings() {
        return settings;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** What was seen in the runs so far that were watched. */
    List<Observation> observations() {
        return observations;
    }

    /**
     * Executes steps on new instances of a variant.
     *
     * @param variant its place among the providers
     * @param isWatched whether files, threads and sockets are watched
     */
    Trace run(int variant, List<Step> steps, boolean isWatched) {
        try (Deadline deadline = new Deadline(process, mostToAnswer)) {
            return run(variant, steps, isWatched, deadline);
        }
    }

    private Trace run(int variant, List<Step> steps, boolean isWatched, Deadline deadline) {
        try {
            out.writeInt(variant);
            out.writeBoolean(isWatched);
            out.writeInt(steps.size());
            for (Step step : steps) {
                byte[] line = StepText.format(step).getBytes(StandardCharsets.UTF_8);
                out.writeInt(line.length);
                out.write(line);
            }
            out.flush();
            long[] digests = new long[in.readInt()];
            for (int i = 0; i < digests.length; i++) {
                digests[i] = in.readLong();
            }
            Trace trace = new Trace(digests, in.readUTF(), in.readUTF());
            for (int left = in.readInt(); left > 0; left--) {
                observations.add(new Observation(Check.valueOf(in.readUTF()), in.readInt(), in.readUTF()));
            }
            return trace;
        } catch (IOException e) {
            throw broken(e, deadline, "the execution of " + steps.size() + " steps by '" + variants.get(variant) + "'");
        }
    }

    /** Files that the machines left in the working directory or among temporary files. */
    List<String> filesLeft() {
        List<String> left = new ArrayList<>();
        for (String folder : List.of("work", "tmp")) {
            try (Stream<Path> files = Files.walk(directory.resolve(folder))) {
                files.filter(Files::isRegularFile)
                        .map(file -> directory.relativize(file).toString())
                        .filter(name -> !name.contains("hsperfdata"))
                        .sorted()
                        .forEach(left::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return left;
    }

    private UncheckedIOException broken(IOException e, Deadline deadline, String what) {
        String errors;
        try {
            process.destroyForcibly().waitFor();
            errors = Files.readString(directory.resolve("errors"), StandardCharsets.ISO_8859_1);
        } catch (IOException | InterruptedException other) {
            errors = other.toString();
        }
        return new UncheckedIOException(
                "another process "
                        + (deadline.isPassed() ? "hung, and was ended after " + deadline.most() : "ended early")
                        + ", at " + what + ": surroundings=" + surroundings + ", it wrote: " + errors,
                e);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try (Stream<Path> files = Files.walk(directory)) {
            process.waitFor();
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary directory could not be deleted: directory=" + directory, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
