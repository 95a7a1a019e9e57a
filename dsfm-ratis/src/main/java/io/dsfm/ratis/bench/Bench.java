package io.dsfm.ratis.bench;

import io.dsfm.ratis.node.NodeStartException;
import io.dsfm.ratis.node.StateMachineCatalog;
import io.dsfm.statemachine.StateMachine;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A run: starts both sides, warms them up, and gives them each load in turns, the group first; in the end it kills leaders,
 * if it is to.
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
    private record Turn(
            Contestant contestant,
            List<InputFlow> flows,
            LoadGenerator generator,
            AnswerCheck check,
            LeaderMemory memory) {}

    private Bench(BenchOptions options, Consumer<String> progress, List<Turn> turns) {
        this.options = options;
        this.progress = progress;
        this.turns = turns;
    }

    /**
     * Measures.
     *
     * @param flows gives the flow of inputs of a client, of which the first is 0: the same flow anew each time
     * @param directory where both sides keep their files; made if it is not there, must be empty, left as it is
     * @param progress takes a line whenever there is something to tell
     */
    public static BenchReport run(
            BenchOptions options, IntFunction<InputFlow> flows, Path directory, Consumer<String> progress)
            throws InterruptedException {
        Instant started = Instant.now();
        long startNanos = System.nanoTime();
        progress.accept("starting " + options.subject().nodes() + " servers each: the group");
        List<Turn> turns = new ArrayList<>();
        try {
            turns.add(turn(options, GroupContestant.start(options, directory.resolve("group")), flows));
            if (options.baseline().isMeasured()) {
                progress.accept("starting plain Ratis");
                turns.add(turn(options, PlainContestant.start(options, directory.resolve("plain")), flows));
            }
            Bench bench = new Bench(options, progress, turns);
            bench.warmUp();
            List<Column> columns = bench.measure();
            List<BenchReport.Side> sides = new ArrayList<>();
            for (Turn turn : turns) {
                sides.add(bench.side(turn));
            }
            return new BenchReport(
                    started,
                    Duration.ofNanos(System.nanoTime() - startNanos),
                    options,
                    machine(directory),
                    sides,
                    columns);
        } finally {
            for (Turn turn : turns) {
                turn.memory().close();
                turn.contestant().close();
            }
        }
    }

    private static Turn turn(BenchOptions options, Contestant contestant, IntFunction<InputFlow> flows) {
        AnswerCheck check = new AnswerCheck(contestant.name(), reference(options.subject()));
        List<InputFlow> own =
                IntStream.range(0, contestant.clients()).mapToObj(flows).toList();
        LoadGenerator generator = new LoadGenerator(contestant, own, check, LoadClock.SYSTEM);
        return new Turn(contestant, own, generator, check, new LeaderMemory());
    }

    private static StateMachine reference(Subject subject) {
        String variant = subject.variants().get(0).get(0);
        try {
            return StateMachineCatalog.load().providers().stream()
                    .filter(provider -> provider.application().equals(subject.application())
                            && provider.variant().equals(variant))
                    .findFirst()
                    .orElseThrow(() -> new BenchException(
                            "no such variant: application=" + subject.application() + ", variant=" + variant))
                    .create();
        } catch (NodeStartException e) {
            throw new BenchException("the variants cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** In slices, in turns: so that neither side has the advantage of having been used last. */
    private void warmUp() throws InterruptedException {
        Schedule schedule = options.schedule();
        int slices = 2;
        Duration full = Duration.ofNanos((long) (schedule.warmUp().toNanos() * FULL_WINDOW / slices));
        Duration single = schedule.warmUp().dividedBy(slices).minus(full);
        for (int slice = 0; slice < slices && !schedule.warmUp().isZero(); slice++) {
            for (Turn turn : turns) {
                progress.accept("warming up " + turn.contestant().name());
                turn.generator().run(new Load.Closed(schedule.window()), full);
                turn.generator().run(new Load.Closed(1), single);
                turn.check().verify();
            }
        }
    }

    private List<Column> measure() throws InterruptedException {
        List<Column> columns = new ArrayList<>();
        Set<Turn> saturated = new HashSet<>();
        for (Load load : options.schedule().loads()) {
            List<Turn> able =
                    turns.stream().filter(turn -> !saturated.contains(turn)).toList();
            if (able.isEmpty()) {
                break;
            }
            Column column = measure(load, able);
            columns.add(column);
            if (options.schedule().toSaturation() && load instanceof Load.Open) {
                able.stream()
                        .filter(turn -> !Column.isSustained(turns.indexOf(turn) == 0 ? column.group() : column.plain()))
                        .forEach(saturated::add);
            }
        }
        return columns;
    }

    private Column measure(Load load, List<Turn> able) throws InterruptedException {
        List<List<Round>> rounds = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < options.schedule().rounds(); i++) {
            for (Turn turn : able) {
                Round round = measure(turn, load);
                rounds.get(turns.indexOf(turn)).add(round);
                progress.accept(String.format(
                        Locale.ROOT,
                        "%s, round %d of %d, %s: p50 %.2f ms, %.0f per second",
                        load.title(),
                        i + 1,
                        options.schedule().rounds(),
                        turn.contestant().name(),
                        round.p50Nanos() / 1e6,
                        round.measurement().perSecond()));
            }
        }
        return new Column(load, rounds.get(0), rounds.get(1));
    }

    private Round measure(Turn turn, Load load) throws InterruptedException {
        Contestant contestant = turn.contestant();
        int leader = contestant.awaitLeader();
        long bytesBefore =
                turn.memory().allocatedBytes(contestant.serverProcesses().get(leader));
        long before = ServerCpu.totalNanos(contestant.serverProcesses());
        long otherBefore = othersNanos(turn);
        long startNanos = System.nanoTime();
        Measurement measurement = turn.generator().run(load, options.schedule().roundTime());
        long elapsedNanos = System.nanoTime() - startNanos;
        long after = ServerCpu.totalNanos(contestant.serverProcesses());
        long otherAfter = othersNanos(turn);
        long bytesAfter =
                turn.memory().allocatedBytes(contestant.serverProcesses().get(leader));
        // Half of it would be another leader's.
        boolean hasStayed = contestant.awaitLeader() == leader;
        turn.check().verify();
        return new Round(
                measurement,
                new Usage(
                        elapsedNanos,
                        ServerCpu.between(before, after),
                        ServerCpu.between(otherBefore, otherAfter),
                        hasStayed ? LeaderMemory.between(bytesBefore, bytesAfter) : LeaderMemory.UNKNOWN,
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    }

    private long othersNanos(Turn turn) {
        return ServerCpu.totalNanos(turns.stream()
                .map(Turn::contestant)
                .filter(other -> !other.equals(turn.contestant()))
                .flatMap(other -> other.serverProcesses().stream())
                .toList());
    }

    private BenchReport.Side side(Turn turn) throws InterruptedException {
        Schedule schedule = options.schedule();
        turn.memory().close(); // or it would complain of the JVM that is killed
        List<Duration> takeovers =
                new TakeoverRun(turn.contestant(), turn.flows(), schedule.killRate()).kill(schedule.kills(), progress);
        return new BenchReport.Side(
                turn.contestant().name(),
                turn.contestant().settings(),
                turn.check().right(),
                turn.check().firstFailure(),
                takeovers);
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
