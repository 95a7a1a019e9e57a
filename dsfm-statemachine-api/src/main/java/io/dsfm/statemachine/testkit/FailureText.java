package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the message of a failure.
 *
 * @param providers of the variants tested
 * @param discovered the application whose variants were looked for, or the empty string
 * @param repeatedBy the command line that repeats the test, or the empty string
 * @param settings what else was called on the kit, and matters when it is repeated, or the empty string
 * @param whole what is called on the kit to repeat the whole run, or the empty string
 */
record FailureText(
        List<StateMachineProvider> providers, String discovered, String repeatedBy, String settings, String whole) {

    private static final int MOST_LINES = 40;

    TestKitFailure failure(Trial.Found found, Check check, List<Step> steps, long executed, boolean isShrunk) {
        Mismatch mismatch = found.mismatch();
        Recording recording = new Recording(steps);
        StringBuilder message = new StringBuilder();
        message.append(check).append(": ").append(mismatch.getMessage()).append('\n');
        line(message, "application", providers.get(0).application());
        line(
                message,
                "variants",
                providers.stream().map(StateMachineProvider::variant).collect(Collectors.joining(", ")));
        line(message, "variant", mismatch.variant());
        Position position = found.position();
        line(
                message,
                "at",
                "sequence " + position.sequence + ", index " + position.index + ", timestamp "
                        + position.timestampNanos);
        if (!steps.isEmpty() && found.step() >= 0) {
            describe(message, steps.get(Math.min(steps.size() - 1, found.step())));
        }
        for (String detail : mismatch.details()) {
            message.append("  ").append(detail).append('\n');
        }
        if (!whole.isEmpty()) {
            line(message, "whole run", wholeRun());
        }
        if (!repeatedBy.isEmpty()) {
            line(message, "command", repeatedBy);
        }
        if (steps.isEmpty()) {
            line(message, "repeat it by", kit("") + ".run();");
        } else {
            stream(message, check, recording, executed, isShrunk, mismatch.setting());
        }
        return new TestKitFailure(
                check, mismatch.variant(), position.sequence, recording, message.toString(), mismatch.getCause());
    }

    private void describe(StringBuilder message, Step step) {
        Step inner = step instanceof Step.Try attempt ? attempt.logged() : step;
        line(message, "step", StepText.format(step));
        if (inner instanceof Step.Input input) {
            line(
                    message,
                    "input",
                    HexFormat.of().formatHex(input.bytes())
                            + (input.kind() == Mutation.NONE
                                    ? ""
                                    : " (" + input.kind().text() + ")"));
            line(message, "as text", asText(input.bytes()));
        }
    }

    /** A text format that is wrong must not hide what else is. */
    private String asText(byte[] input) {
        try {
            return providers
                    .get(0)
                    .textFormat()
                    .formatInput(ByteBuffer.wrap(input).asReadOnlyBuffer());
        } catch (Throwable e) {
            return "(its textFormat threw " + e + ")";
        }
    }

    private void stream(
            StringBuilder message, Check check, Recording recording, long executed, boolean isShrunk, String setting) {
        line(
                message,
                isShrunk ? "smallest failing stream" : "last steps, which do not show it alone",
                recording.size() + " of " + executed + " steps");
        List<String> lines = recording.lines();
        for (String line : lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size())) {
            message.append("    ").append(line).append('\n');
        }
        if (isShrunk || whole.isEmpty()) {
            String argument = lines.size() <= MOST_LINES
                    ? "Recording.of("
                            + lines.stream().map(line -> '"' + line + '"').collect(Collectors.joining(", ")) + ")"
                    : "Recording.read(java.nio.file.Path.of(\"" + save(check, recording) + "\"))";
            line(message, "repeat it by", kit(setting) + ".replay(" + argument + ").run();");
        } else {
            line(message, "repeat it by", wholeRun());
        }
    }

    /** No line of code, as the sources of inputs and queries are known to the test alone. */
    private String wholeRun() {
        return "the kit as the test makes it, with ." + whole;
    }

    private String kit(String setting) {
        return "StateMachineTestKit" + creation() + setting + settings;
    }

    private String creation() {
        return discovered.isEmpty()
                ? ".of(" + providers.stream().map(FailureText::creation).collect(Collectors.joining(", ")) + ")"
                : ".discover(\"" + discovered + "\")";
    }

    private static String creation(StateMachineProvider provider) {
        String name = provider.getClass().getCanonicalName();
        return name == null || provider.getClass().isHidden()
                ? "/* " + provider.variant() + " */"
                : "new " + name + "()";
    }

    private static Path save(Check check, Recording recording) {
        try {
            Path file = Files.createTempFile(
                    "dsfm-testkit-" + check.name().toLowerCase(java.util.Locale.ROOT) + "-", ".inputs");
            recording.write(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the failing stream could not be saved", e);
        }
    }

    private static void line(StringBuilder message, String name, String value) {
        message.append("  ").append(name).append(": ").append(value).append('\n');
    }
}
