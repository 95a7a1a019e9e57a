package io.dsfm.ratis.cli;

import io.dsfm.ratis.client.ResultStream;
import io.dsfm.ratis.client.StreamEndedException;
import io.dsfm.ratis.client.StreamOptions;
import io.dsfm.ratis.stream.ResultFilter;
import io.dsfm.ratis.stream.StreamResult;
import io.dsfm.statemachine.TextFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code dsfm tail}: shows the stream of results.
 *
 * <p>Threading: the main thread.
 */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        versionProvider = JarVersion.class,
        description = {
            "Shows the results of the group as they are committed, in order of sequence, without gap or repeat, also when"
                    + " nodes fail: a line for each with its reply, and its events below it.",
            "Done when --count results were shown; goes on until it is interrupted without. Ends with exit code 4 when"
                    + " no node sends for --deadline, and with 1 when the results asked for are not kept any more: the"
                    + " message names the oldest that are, and 'dsfm replay --results' makes older ones again."
        })
final class TailCommand implements Callable<Integer> {

    private static final Duration STEP = Duration.ofMillis(100);

    @Spec
    private CommandSpec spec;

    @Mixin
    private GroupOptions group;

    @Mixin
    private TextOptions text;

    @Option(
            names = "--from",
            paramLabel = "S",
            defaultValue = "next",
            converter = FromConverter.class,
            description =
                    "Begin with the result of sequence S; 'first' for the oldest that is kept; 'next' (default) for"
                            + " the next that comes.")
    private long from;

    @Option(
            names = "--client",
            paramLabel = "ID",
            split = ",",
            description = "Only results of these clients; 0 for timers.")
    private List<Long> clients = List.of();

    @Option(
            names = "--event",
            paramLabel = "TYPE",
            split = ",",
            description = "Only results with events of these types, and of their events these only; by number, or by a"
                    + " name that the application knows.")
    private List<String> events = List.of();

    @Option(names = "--count", paramLabel = "N", description = "Stop after N results.")
    private @Nullable Long count;

    @Option(
            names = "--source",
            paramLabel = "NODE",
            defaultValue = "any",
            converter = SourceConverter.class,
            description = "Ask the 'primary', a 'secondary' or 'any' node (default); another if there is no such.")
    private StreamOptions.Source source;

    @Option(
            names = "--raw",
            paramLabel = "FILE",
            description = "Write the results' bytes to FILE too, the same as every node has and a replay makes.")
    private @Nullable Path raw;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    TailCommand() {}

    @Override
    public Integer call() throws Exception {
        if (count != null && count < 1) {
            throw new ParameterException(spec.commandLine(), "--count: found " + count + "; accepted: from 1");
        }
        TextFormat format = text.format(group);
        StreamOptions options = StreamOptions.from(group.addresses(), group.group(), from)
                .with(new ResultFilter(Set.copyOf(new HashSet<>(clients)), eventTypes(format)))
                .with(source)
                .with(group.tls());
        TailText lines = new TailText(format, text.json(), !text.json() && Ansi.AUTO.enabled());
        try (ResultStream stream = ResultStream.open(options);
                OutputStream bytes = raw == null
                        ? OutputStream.nullOutputStream()
                        : new BufferedOutputStream(Files.newOutputStream(raw))) {
            return show(stream, lines, bytes).code();
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, "the results cannot be written: file=" + raw + ", " + e, e);
        } catch (StreamEndedException e) {
            throw new CommandException(ExitCode.FAILED, message(e), e);
        }
    }

    private ExitCode show(ResultStream stream, TailText lines, OutputStream bytes)
            throws IOException, InterruptedException, CommandException {
        PrintWriter out = spec.commandLine().getOut();
        long left = count == null ? Long.MAX_VALUE : count;
        try {
            while (left > 0) {
                StreamResult result = stream.take(Duration.ZERO);
                if (result == null) {
                    bytes.flush();
                    if (out.checkError()) {
                        return ExitCode.OK; // nobody reads on
                    }
                    result = stream.take(STEP);
                }
                if (result == null) {
                    requireConnected(stream);
                    continue;
                }
                out.println(lines.lines(result));
                bytes.write(result.encoded());
                left--;
            }
        } finally {
            out.flush();
        }
        return ExitCode.OK;
    }

    private void requireConnected(ResultStream stream) throws CommandException {
        if (stream.disconnectedFor().compareTo(group.deadline()) > 0) {
            long next = stream.nextSequence();
            throw new CommandException(
                    ExitCode.UNREACHABLE,
                    "no node sends results: "
                            + (next > 0 ? "resume with --from " + next + ", " : "")
                            + "last failure: " + stream.lastFailure());
        }
    }

    private static String message(StreamEndedException e) {
        return switch (e.reason()) {
            case TOO_OLD ->
                "results from sequence " + e.resumeSequence() + " on are not kept any more: the oldest that are have"
                        + " sequence " + e.oldestSequence() + "; 'dsfm replay DIRECTORY --from " + e.resumeSequence()
                        + " --to " + (e.oldestSequence() - 1) + " --results FILE' makes those before again, as far"
                        + " back as the snapshots (snapshots.kept) and the log of a node, or of a copy of its directory, reach";
            case TOO_SLOW ->
                "results were not read fast enough, and the node has ended the stream: resume with --from "
                        + e.resumeSequence();
            default -> String.valueOf(e.getMessage());
        };
    }

    private Set<Integer> eventTypes(TextFormat format) {
        List<Integer> types = new ArrayList<>();
        for (String event : events) {
            try {
                types.add(format.parseEventType(event.strip()));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--event: " + e.getMessage(), e);
            }
        }
        return Set.copyOf(new HashSet<>(types));
    }

    private static final class FromConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            if (value.equals("first")) {
                return StreamOptions.OLDEST;
            }
            if (value.equals("next")) {
                return StreamOptions.NEXT;
            }
            if (!value.matches("[1-9][0-9]{0,17}")) {
                throw new TypeConversionException(
                        "found '" + value + "'; accepted: a sequence from 1, 'first' or 'next'");
            }
            return Long.parseLong(value);
        }
    }

    private static final class SourceConverter implements ITypeConverter<StreamOptions.Source> {
        @Override
        public StreamOptions.Source convert(String value) {
            for (StreamOptions.Source source : StreamOptions.Source.values()) {
                if (source.name().toLowerCase(Locale.ROOT).equals(value)) {
                    return source;
                }
            }
            throw new TypeConversionException("found '" + value + "'; accepted: any, primary or secondary");
        }
    }
}
