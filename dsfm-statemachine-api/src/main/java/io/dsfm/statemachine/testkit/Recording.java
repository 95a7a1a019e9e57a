package io.dsfm.statemachine.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A recorded run: what to do to the variants, step by step. A failure gives the smallest one that shows it; an
 * application may write its own, or bring inputs that were recorded elsewhere.
 *
 * <p>As text, in UTF-8, it is one step in a line. Bytes are hexadecimal, {@code -} if there are none. What follows a
 * {@code #} is a comment; empty lines mean nothing.
 *
 * <pre>{@code
 * input 00ff                   an input of client 1, in an entry of its own, a microsecond after the one before
 * input 1 2500 7 00ff          one index and 2500 ns further, of client 7; 0 0 is the same entry
 * input 1 deadline-1 7 00ff    one nanosecond before the next deadline of a timer
 * timers 1 deadline+0 64       the timers that are due at the next deadline fire, 64 at most
 * query 01                     a query
 * snapshot fresh 100           the snapshot of each variant is restored into new instances of all, which go on beside
 *                              the others for 100 entries; `used` instead of `fresh`: into used instances
 * mark ladder                  a mark in the variant ladder
 * try ladder input 1 1 7 00ff  an input or a firing that only this variant executes, to be reverted
 * revert ladder 0              back to the newest mark made between such tries; 1 is the one below; then their start
 * rewind ladder                back to the oldest mark outside of tries; the entries since then are executed again
 * forget ladder                all marks but the newest are forgotten
 * }</pre>
 *
 * <p>An input may end in {@code cut}, {@code padded}, {@code flipped} or {@code random}: what was done to it.
 *
 * <p>Threading: immutable.
 *
 * <p>Failure: text that is not a recording is refused with {@link IllegalArgumentException}, which names line and syntax.
 */
public final class Recording {

    private final List<Step> steps;

    Recording(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** The recording that is written in these lines. */
    public static Recording of(String... lines) {
        return parse(Arrays.asList(lines));
    }

    /** Inputs without anything else, each in an entry of its own. */
    public static Recording ofInputs(Iterable<byte[]> inputs) {
        List<Step> steps = new ArrayList<>();
        for (byte[] input : inputs) {
            steps.add(new Step.Input(Step.When.NEXT, 1, input.clone(), Mutation.NONE));
        }
        return new Recording(steps);
    }

    /** Reads a recording from a file. */
    public static Recording read(Path file) throws IOException {
        return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
    }

    /** Writes it to a file that {@link #read} reads. */
    public void write(Path file) throws IOException {
        Files.write(file, lines(), StandardCharsets.UTF_8);
    }

    private static Recording parse(List<String> lines) {
        return new Recording(
                lines.stream().filter(StepText::isStep).map(StepText::parse).toList());
    }

    /** One line for each step. */
    public List<String> lines() {
        return steps.stream().map(StepText::format).toList();
    }

    /** How many steps there are. */
    public int size() {
        return steps.size();
    }

    /**
     * Its inputs, with their clients and time steps, as a source: for a run in which the kit puts its own snapshots, marks
     * and timers between them.
     */
    public InputSource source() {
        return new RecordedSource(steps);
    }

    List<Step> steps() {
        return steps;
    }

    /** Gives the inputs of a recording, then no more. */
    private static final class RecordedSource implements InputSource {

        private final List<Step> steps;
        private int next;
        private Step.Input given = new Step.Input(Step.When.NEXT, 1, new byte[0], Mutation.NONE);

        RecordedSource(List<Step> steps) {
            this.steps = steps;
        }

        @Override
        public byte[] next(SeededRandom random) {
            while (next < steps.size()) {
                if (steps.get(next++) instanceof Step.Input input) {
                    given = input;
                    return input.bytes();
                }
            }
            return null;
        }

        @Override
        public long clientId(SeededRandom random) {
            return given.clientId();
        }

        @Override
        public long stepNanos(SeededRandom random) {
            return Math.max(0, given.when().nanos());
        }

        /** Recorded times are kept, unless they were moved to deadlines, which are not known here. */
        @Override
        public boolean keepsTime() {
            List<Step.When> times = steps.stream()
                    .filter(Step.Logged.class::isInstance)
                    .map(step -> ((Step.Logged) step).when())
                    .toList();
            return times.stream().noneMatch(Step.When::toDeadline)
                    && times.stream().anyMatch(when -> !when.equals(Step.When.NEXT));
        }
    }
}
