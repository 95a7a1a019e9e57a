package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Executes steps on an instance of each variant, and on those restored from their snapshots, and checks after each that
 * all is as it must be. A function of variants and steps alone.
 *
 * <p>Failure: a check that fails throws {@link Mismatch}; the execution is then over.
 */
final class Execution {

    /** How much is done at each step. */
    enum Extent {
        /** What is costly is done as long as there is budget for it. */
        SAMPLED,
        /** All of it, whatever it costs. */
        ALL,
        /** As sampled, and the machines alone: for comparison with other executions. */
        MACHINES
    }

    /** Snapshots are looked at in runs of so many inputs of one variant. */
    private static final int PEEKS_IN_A_ROW = 8;

    private final List<Variant> variants;
    private final Budget exchangeBudget;
    private final Budget peekBudget;
    private final LogRunner log;
    /** One of each variant, in their order, from the start of the log to its end. */
    private final List<Lane> lasting = new ArrayList<>();
    /** Those and the restored ones. */
    private final List<Lane> lanes = new ArrayList<>();

    private final List<UndoTrack> tracks = new ArrayList<>();
    private final List<StateIndex> states = new ArrayList<>();
    private final List<TextRules> texts = new ArrayList<>();
    private final SnapshotExchange exchange;
    private int restoredFor;
    private long inputs;
    private long queries;
    private long malformed;
    /** Where the last step was executed: in the log, or beside it. */
    private Position at;
    /** Of what the last step has shown: outputs, digests, answers, snapshots. */
    private long shown;

    /** Starts instances in their initial state. */
    Execution(List<Variant> variants, Predicate<byte[]> isRejection, Extent extent) {
        boolean isExhaustive = extent == Extent.ALL;
        this.variants = variants;
        this.exchangeBudget = new Budget(isExhaustive);
        this.peekBudget = new Budget(isExhaustive);
        this.log = new LogRunner(isRejection);
        this.at = log.position();
        this.exchange = new SnapshotExchange(variants);
        for (Variant variant : variants) {
            Lane lane = new Lane(variant, 8 * lasting.size());
            lasting.add(lane);
            if (extent != Extent.MACHINES) {
                texts.add(new TextRules(lane, isExhaustive));
            }
            StateIndex seen = new StateIndex();
            states.add(seen);
            tracks.add(new UndoTrack(lane, log, isRejection, peekBudget, seen));
        }
        lanes.addAll(lasting);
        restartTracks();
        requireSameStart();
    }

    /** Does one step; gives a digest of what it has shown of the first variant. */
    long execute(Step step) {
        shown = Digest64.EMPTY;
        at = log.position();
        if (step instanceof Step.Logged logged) {
            executeLogged(logged);
        } else if (step instanceof Step.Query query) {
            query(query.bytes());
        } else if (step instanceof Step.Snapshot snapshot) {
            exchangeSnapshots(snapshot);
        } else {
            undo(step);
        }
        return Digest64.append(shown, lasting.get(0).digest());
    }

    private void executeLogged(Step.Logged step) {
        settle();
        long outputs = log.run(step, lanes);
        shown = outputs;
        for (UndoTrack track : tracks) {
            track.executed(step, outputs);
        }
        if (step instanceof Step.Input input) {
            inputs++;
            malformed += input.kind() == Mutation.NONE ? 0 : 1;
            texts.forEach(text -> text.check(input));
        }
        exchangeBudget.earn();
        peekBudget.earn();
        peek();
        if (restoredFor > 0 && --restoredFor == 0) {
            dropRestored();
        }
    }

    /** Looks at the state of one variant, if snapshots are cheap enough just now. */
    private void peek() {
        if (peekBudget.isLeft()) {
            int index = (int) (log.position().sequence / PEEKS_IN_A_ROW % lasting.size());
            Lane lane = lasting.get(index);
            byte[] snapshot = lane.snapshot();
            peekBudget.spend(snapshot.length);
            states.get(index).add(lane, snapshot);
        }
    }

    /** Asks the restored instances too: some of what an answer shows can be lost on the way through a snapshot. */
    private void query(byte[] query) {
        settle();
        queries++;
        byte[] first = lasting.get(0).query(query);
        shown = Digest64.of(first);
        for (Lane lane : lanes.subList(1, lanes.size())) {
            byte[] answer = lane.query(query);
            if (!Arrays.equals(first, answer)) {
                String label = lasting.get(0).label();
                throw Mismatch.between(
                        Check.QUERY,
                        Blame.of(lanes, lane, (a, b) -> Arrays.equals(a.query(query), b.query(query))),
                        "answers of '" + label + "' and '" + lane.label() + "' differ",
                        List.of(
                                label + ": " + HexFormat.of().formatHex(first),
                                lane.label() + ": " + HexFormat.of().formatHex(answer)));
            }
        }
    }

    private void exchangeSnapshots(Step.Snapshot step) {
        if (!exchangeBudget.isLeft()) {
            return;
        }
        settle();
        dropRestored();
        shown = Digest64.of(lasting.get(0).snapshot());
        lanes.addAll(exchange.run(lasting, step.used(), log.position().sequence, exchangeBudget));
        restoredFor = step.future();
        restartTracks();
    }

    private void undo(Step step) {
        if (step instanceof Step.Mark mark) {
            track(mark.variant()).ifPresent(UndoTrack::mark);
        } else if (step instanceof Step.Try attempt) {
            track(attempt.variant()).ifPresent(track -> {
                at = track.triedPosition();
                shown = track.attempt(attempt.logged());
            });
        } else if (step instanceof Step.Revert revert) {
            track(revert.variant()).ifPresent(track -> {
                at = track.triedPosition();
                track.revert(revert.depth());
            });
        } else if (step instanceof Step.Rewind rewind) {
            track(rewind.variant()).ifPresent(track -> {
                at = track.triedPosition();
                track.rewind();
            });
        } else if (step instanceof Step.Forget forget) {
            track(forget.variant()).ifPresent(UndoTrack::forget);
        }
    }

    private Optional<UndoTrack> track(String variant) {
        for (int i = 0; i < variants.size(); i++) {
            if (variants.get(i).name().equals(variant)) {
                return Optional.of(tracks.get(i));
            }
        }
        // A step for a variant that does not take part in this execution.
        return Optional.empty();
    }

    private void settle() {
        for (int i = 0; i < tracks.size(); i++) {
            tracks.get(i).settle();
        }
    }

    private void dropRestored() {
        if (lanes.size() > lasting.size()) {
            settle();
            lanes.subList(lasting.size(), lanes.size()).clear();
            restoredFor = 0;
            restartTracks();
        }
    }

    private void restartTracks() {
        for (int i = 0; i < tracks.size(); i++) {
            Variant variant = variants.get(i);
            tracks.get(i)
                    .restart(lanes.stream()
                            .filter(lane -> lane.variant().equals(variant) && lane.isRevertible())
                            .toList());
        }
    }

    private void requireSameStart() {
        Lane first = lasting.get(0);
        for (Lane lane : lasting) {
            if (lane.digest() != first.digest()) {
                throw Mismatch.between(
                        Check.DIGEST,
                        Blame.of(lasting, lane, (a, b) -> a.digest() == b.digest()),
                        "digests of '" + first.label() + "' and '" + lane.label() + "' differ in the initial state",
                        List.of(
                                first.label() + ": " + Lane.hex(first.digest()),
                                lane.label() + ": " + Lane.hex(lane.digest())));
            }
        }
    }

    /** Where the last step was executed; changes with the next one. */
    Position position() {
        return at;
    }

    /** What the last step has shown of the first variant, in words. */
    String describe(Step step) {
        Lane lane = lasting.get(0);
        if (step instanceof Step.Query query) {
            return "answer " + HexFormat.of().formatHex(lane.query(query.bytes()));
        } else if (step instanceof Step.Snapshot) {
            return "snapshot " + HexFormat.of().formatHex(lane.snapshot());
        }
        return lane.toString();
    }

    TestKitReport report() {
        return new TestKitReport(
                inputs,
                malformed,
                log.firings(),
                queries,
                exchange.count(),
                tracks.stream().mapToLong(UndoTrack::reverts).sum(),
                List.of());
    }
}
