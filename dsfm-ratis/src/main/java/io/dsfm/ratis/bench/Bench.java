package io.dsfm.ratis.bench;

import io.dsfm.ratis.node.NodeStartException;
import io.dsfm.ratis.node.StateMachineCatalog;
import io.dsfm.statemachine.StateMachine;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A run: starts both sides, warms them up, and gives them each load in turns, the group first.
 *
 * <p>Both sides are up all the time, though only one has something to do. To start one whenever its turn comes would mean
 * cold JVMs in each round, or minutes of warm-up; to suspend the idle one would make it elect anew each time it goes on.
 * The idle side's heartbeats cost the other a little; how much is measured and reported.
 *
 * <p>Threading: one thread.
 *
 * <p>Failure: {@link BenchException} if a side does not serve or answers wrongly. A request that fails does not end the
 * run; it is counted.
 */
public final class Bench {

    /** Of the warm-up, how much is under a full window; the rest is with one request in flight. */
    private static final double FULL_WINDOW = 0.7;

    private final BenchOptions options;
    private final Consumer<String> progress;
    private final List<Turn> turns;

    /** A contestant, with what gives it load. */
    private record Turn(Contestant contestant, LoadGenerator generator, AnswerCheck check) {}

    private Bench(BenchOptions options, Consumer<String> progress, List<Turn> turns) {
        this.options = options;
        this.progress = progress;
        this.turns = turns;
    }

    /**
     * Measures.
     *
     * @param flows gives the same flow of inputs anew each time
     * @param directory where both sides keep their files; made if it is not there, must be empty, left as it is
     * @param progress takes a line whenever there is something to tell
     */
    public static BenchReport run(
            BenchOptions options, Supplier<InputFlow> flows, Path directory, Consumer<String> progress)
            throws InterruptedException {
        Instant started = Instant.now();
        long startNanos = System.nanoTime();
        progress.accept("starting " + options.variants().size() + " servers each: the group");
        try (Contestant group = GroupContestant.start(options, directory.resolve("group"))) {
            progress.accept("starting plain Ratis");
            try (Contestant plain = PlainContestant.start(options, directory.resolve("plain"))) {
                List<Turn> turns = List.of(turn(options, group, flows), turn(options, plain, flows));
                Bench bench = new Bench(options, progress, turns);
                bench.warmUp();
                List<Column> columns = new ArrayList<>();
                for (Load load : options.loads()) {
                    columns.add(bench.measure(load));
                }
                return new BenchReport(
                        started,
                        Duration.ofNanos(System.nanoTime() - startNanos),
                        options,
                        machine(directory),
                        turns.stream().map(Bench::side).toList(),
                        columns);
            }
        }
    }

    private static Turn turn(BenchOptions options, Contestant contestant, Supplier<InputFlow> flows) {
        AnswerCheck check = new AnswerCheck(contestant.name(), reference(options));
        return new Turn(contestant, new LoadGenerator(contestant, flows.get(), check, LoadClock.SYSTEM), check);
    }

    private static StateMachine reference(BenchOptions options) {
        String variant = options.variants().get(0).get(0);
        try {
            return StateMachineCatalog.load().providers().stream()
                    .filter(provider -> provider.application().equals(options.application())
                            && provider.variant().equals(variant))
                    .findFirst()
                    .orElseThrow(() -> new BenchException(
                            "no such variant: application=" + options.application() + ", variant=" + variant))
                    .create();
        } catch (NodeStartException e) {
            throw new BenchException("the variants cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** In slices, in turns: so that neither side has the advantage of having been used last. */
    private void warmUp() throws InterruptedException {
        int slices = 2;
        Duration full = Duration.ofNanos((long) (options.warmUp().toNanos() * FULL_WINDOW / slices));
        Duration single = options.warmUp().dividedBy(slices).minus(full);
        for (int slice = 0; slice < slices && !options.warmUp().isZero(); slice++) {
            for (Turn turn : turns) {
                progress.accept("warming up " + turn.contestant().name());
                turn.generator().run(new Load.Closed(options.window()), full);
                turn.generator().run(new Load.Closed(1), single);
                turn.check().verify();
            }
        }
    }

    private Column measure(Load load) throws InterruptedException {
        List<List<Round>> rounds = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < options.rounds(); i++) {
            for (int side = 0; side < turns.size(); side++) {
                Round round = measure(turns.get(side), turns.get(1 - side), load);
                rounds.get(side).add(round);
                progress.accept(String.format(
                        Locale.ROOT,
                        "%s, round %d of %d, %s: p50 %.2f ms, %.0f per second",
                        load.title(),
                        i + 1,
                        options.rounds(),
                        turns.get(side).contestant().name(),
                        round.p50Nanos() / 1e6,
                        round.measurement().perSecond()));
            }
        }
        return new Column(load, rounds.get(0), rounds.get(1));
    }

    private Round measure(Turn turn, Turn other, Load load) throws InterruptedException {
        long before = ServerCpu.totalNanos(turn.contestant().serverProcesses());
        long otherBefore = ServerCpu.totalNanos(other.contestant().serverProcesses());
        Measurement measurement = turn.generator().run(load, options.roundTime());
        long after = ServerCpu.totalNanos(turn.contestant().serverProcesses());
        long otherAfter = ServerCpu.totalNanos(other.contestant().serverProcesses());
        turn.check().verify();
        return new Round(
                measurement,
                ServerCpu.between(before, after),
                ServerCpu.between(otherBefore, otherAfter),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static BenchReport.Side side(Turn turn) {
        return new BenchReport.Side(
                turn.contestant().name(),
                turn.contestant().settings(),
                turn.check().right(),
                turn.check().firstFailure());
    }

    private static Map<String, String> machine(Path directory) {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("java", Runtime.version().toString());
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("directory", directory.toAbsolutePath().toString());
        return machine;
    }
}
