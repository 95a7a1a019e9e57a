package io.dsfm.ratis.cli;

import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.config.NodeConfigReader;
import io.dsfm.ratis.config.VariantCheck;
import io.dsfm.ratis.node.StateMachineCatalog;
import io.dsfm.ratis.replay.Replay;
import io.dsfm.ratis.replay.ReplayEnd;
import io.dsfm.ratis.replay.ReplayRange;
import io.dsfm.ratis.replay.stored.StoredData;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code dsfm replay}: runs a recorded log again, offline.
 *
 * <p>Threading: the main thread.
 */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = JarVersion.class,
        description = {
            "Runs the log in a node's data directory through a variant, or through two that are compared after every"
                    + " input, and prints the digest of the state on the way.",
            "The directory is only read: it may be a copy, or that of a node that runs. The replay starts with the"
                    + " newest whole snapshot, unless --from asks for more, and runs to the end of this node's log; it"
                    + " says up to where the directory proves that the group stood by the results. Outputs are compared"
                    + " with those that the leader wrote down as released.",
            "Done if nothing differs; a difference ends it with exit code 5."
        })
final class ReplayCommand implements Callable<Integer> {

    /** The most that a node's configuration may allow. */
    private static final int OUTPUT_BYTES_MAX = 16 << 20;

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @ArgGroup
    private @Nullable Variants variants;

    @Option(
            names = "--from",
            paramLabel = "S",
            converter = FromConverter.class,
            description =
                    "Tell of the inputs from sequence S on, and start with a snapshot before it; 'first' starts as"
                            + " far back as the directory goes. Default: the newest snapshot.")
    private @Nullable Long from;

    @Option(names = "--to", paramLabel = "T", description = "Stop after the input with sequence T.")
    private @Nullable Long to;

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "Print a digest at every sequence that N divides (default: ${DEFAULT-VALUE}), and at the last.")
    private long every;

    @Option(names = "--json", description = "Write one JSON object a line.")
    private boolean json;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "Write the results of the range to FILE, byte for byte as the stream of results gives them"
                    + " (see 'dsfm tail --raw'); '-' for the standard output, without digests then.")
    private @Nullable String results;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    ReplayCommand() {}

    /** Where the log is. */
    private static final class Source {
        @Parameters(paramLabel = "DIRECTORY", description = "A node's data directory, or a copy of one.")
        private @Nullable Path directory;

        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description = "The data directory and the limits of this node's configuration.")
        private @Nullable Path configFile;
    }

    /** What runs it. */
    private static final class Variants {
        @Option(
                names = "--variant",
                paramLabel = "NAME",
                description = "Run it through this variant. Default: the first of the configuration, or the only one.")
        private @Nullable String variant;

        @Option(
                names = "--compare",
                paramLabel = "A,B",
                split = ",",
                description = "Run it through both variants and stop at the first input of which they make different"
                        + " outputs or states.")
        private @Nullable List<String> compared;
    }

    @Override
    public Integer call() throws Exception {
        ReplayRange range = range();
        NodeConfig config = source.configFile == null ? null : NodeConfigReader.read(source.configFile);
        Path directory = config == null ? source.directory : config.dataDirectory();
        PrintWriter out = writesToStandardOutput()
                ? new PrintWriter(Writer.nullWriter())
                : spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (StoredData data = StoredData.open(directory)) {
            List<StateMachineProvider> chosen = choose(data, config);
            ReplayReport report = json
                    ? new ReplayJson(out, err)
                    : new ReplayText(out, err, data.identity(), chosen.get(0).textFormat(), System::nanoTime);
            int outputBytes =
                    config == null ? OUTPUT_BYTES_MAX : config.limits().outputBytes();
            ReplayEnd end = run(told -> new Replay(data, chosen, range, outputBytes, told), report);
            report.onEnd(end);
            return (end.difference().isEmpty() ? ExitCode.OK : ExitCode.DIVERGENCE).code();
        } catch (UncheckedIOException e) {
            throw new CommandException(ExitCode.FAILED, e.getMessage() + ": file=" + results, e);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED, "the data cannot be read: directory=" + directory + ", " + e, e);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private boolean writesToStandardOutput() {
        return "-".equals(results);
    }

    /** Runs it, and writes its results where they are wanted; what is there already stays if it breaks off. */
    private ReplayEnd run(Function<ReplayReport, Replay> replay, ReplayReport report) throws Exception {
        if (results == null) {
            return replay.apply(report).run();
        }
        if (writesToStandardOutput()) {
            OutputStream bytes = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
            ReplayEnd end = replay.apply(new ReplayResults(report, bytes)).run();
            bytes.flush();
            return end;
        }
        try (ResultsFile file = openResults(results)) {
            ReplayEnd end = replay.apply(new ReplayResults(report, file.out())).run();
            file.finish();
            return end;
        }
    }

    private static ResultsFile openResults(String file) throws CommandException {
        try {
            return new ResultsFile(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw new CommandException(ExitCode.FAILED, "--results cannot be written: file=" + file + ", " + e, e);
        }
    }

    private ReplayRange range() {
        try {
            return new ReplayRange(from == null ? ReplayRange.NEWEST : from, to == null ? ReplayRange.END : to, every);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private List<StateMachineProvider> choose(StoredData data, @Nullable NodeConfig config) throws Exception {
        List<StateMachineProvider> all = StateMachineCatalog.load().providers();
        if (variants != null && variants.compared != null) {
            if (variants.compared.size() != 2) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--compare: found " + variants.compared.size() + " variants; accepted: two, as in A,B");
            }
            return check(data, variants.compared, all);
        }
        if (variants != null && variants.variant != null) {
            return check(data, List.of(variants.variant), all);
        }
        if (config != null) {
            return check(data, config.variants().subList(0, 1), all);
        }
        List<StateMachineProvider> found = check(data, List.of(), all);
        if (found.size() != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "which variant? give --variant NAME or --compare A,B; '"
                            + data.identity().application() + "' has "
                            + found.stream().map(StateMachineProvider::variant).collect(Collectors.joining(", ")));
        }
        return found;
    }

    private static List<StateMachineProvider> check(StoredData data, List<String> names, List<StateMachineProvider> all)
            throws ConfigException {
        return VariantCheck.check(data.identity(), names, "replay of " + data.directory(), all);
    }

    private static final class FromConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            if (value.equals("first")) {
                return ReplayRange.OLDEST;
            }
            if (!value.matches("[1-9][0-9]{0,17}")) {
                throw new TypeConversionException("found '" + value + "'; accepted: a sequence from 1, or 'first'");
            }
            return Long.parseLong(value);
        }
    }
}
