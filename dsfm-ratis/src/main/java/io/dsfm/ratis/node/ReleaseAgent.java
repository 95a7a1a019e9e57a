package io.dsfm.ratis.node;

import io.dsfm.ratis.core.Arbiter;
import io.dsfm.ratis.core.ArbiterEffects;
import io.dsfm.ratis.core.CoverTracker;
import io.dsfm.ratis.core.DisputePolicy;
import io.dsfm.ratis.core.Divergence;
import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.InstanceScore;
import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.core.OutcomeKind;
import io.dsfm.ratis.core.QuarantineReason;
import io.dsfm.ratis.core.ReleaseGate;
import io.dsfm.ratis.core.ReleaseLevel;
import io.dsfm.ratis.core.ReleasePolicy;
import io.dsfm.ratis.core.Settings;
import io.dsfm.ratis.core.Watermark;
import io.dsfm.ratis.gateway.OutcomeSink;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.RefusalReason;
import io.dsfm.statemachine.Digest64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The release thread: takes the instances' outcomes to the arbiter, the first of each to the gate, and what leaves to its
 * publication.
 *
 * <p>Threading: whoever has news calls {@link #drain}, or {@link #signal} if it has no time for what follows from them; one
 * thread at a time touches arbiter, gate, cover and publication, and does it for all. A thread of its own is there for
 * what only time brings.
 */
final class ReleaseAgent implements Runnable, ArbiterEffects {

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseAgent.class);
    private static final int OUTCOMES_PER_TURN = 1_024;
    private static final long IDLE_NANOS = 100_000_000L;
    /** A release thread that is at something for longer when the node stops is left behind. */
    private static final long STOP_MILLIS = 10_000;
    /** A turn does not wait for anything. */
    private static final long TURN_NANOS_MAX = 1_000_000_000L;

    private final List<Instance> instances;
    private final EntryFeed feed;
    private final Arbiter arbiter;
    private final DivergenceAlarm alarm;
    private final Publication publication;
    private final ReleaseGate gate;
    private final ReleaseLevel level;
    private final CoverTracker cover;
    private final int self;
    private final BooleanSupplier lease;
    private final LongSupplier nanoClock;
    private final long stallNanos;
    private final HopTimes hops = new HopTimes();
    private final Consumer<EntryId> word;
    private final Runnable afterwards;
    private final Fatal fatal;
    private final Wake wake = new Wake();
    private final SharedTurn turn = new SharedTurn(this::doTurn, wake::signal);
    private final ManyToOneConcurrentLinkedQueue<Runnable> commands = new ManyToOneConcurrentLinkedQueue<>();
    private final HeldAnswers answers = new HeldAnswers();
    private final Queries queries;
    private final Thread thread = new Thread(this, "release");

    private volatile Released released = new Released(0, 0, Digest64.EMPTY, Watermark.NONE, 0, 0);
    private volatile boolean isStopped;
    private volatile boolean isHalted;
    /** All trusted instances have given what is up to this position, and agree. */
    private volatile long comparedPosition;

    /** As the clock, but for the time in which this thread did not run: nobody can be held to have stalled then. */
    private long turnNanos;

    private long lastClockNanos;
    /** For what this node gave its word last. */
    private EntryId given = EntryId.NONE;
    /** Of this node's leadership, or of the leader that it follows. */
    private long term;
    /** In this node's leadership. */
    private long durableIndex;

    private volatile boolean isLeader;
    private volatile long coveredIndex;
    /** The state is being replaced: what waits here may be of entries that are not in the new one. */
    private boolean isSuspended;

    /**
     * @param instances those whose outcomes are arbitrated, in order of their ordinals
     * @param feed what is committed and what was cut; this agent is its reader after the instances
     * @param alarm takes divergences
     * @param publication takes what leaves
     * @param nanoClock measures lead times
     * @param word is told for what entry this node is about to count its own word, before it does
     * @param afterwards done after each turn, while this node leads, perhaps by several threads at once
     * @param fatal is told if a rule is broken
     */
    ReleaseAgent(
            List<Instance> instances,
            EntryFeed feed,
            ReleaseRules rules,
            DivergenceAlarm alarm,
            Publication publication,
            LongSupplier nanoClock,
            Consumer<EntryId> word,
            Runnable afterwards,
            Fatal fatal) {
        this.instances = List.copyOf(instances);
        this.feed = feed;
        this.publication = publication;
        this.gate = new ReleaseGate(publication);
        this.arbiter = new Arbiter(
                instances.size(),
                rules.leadMax(),
                ReleasePolicy.parse(rules.arbiter().policy()),
                DisputePolicy.valueOf(rules.arbiter().dispute().name()),
                this);
        this.stallNanos = rules.arbiter().stall().toNanos();
        this.level = rules.level();
        this.cover = new CoverTracker(rules.nodes(), rules.self());
        this.self = rules.self();
        this.lease = rules.lease();
        this.alarm = alarm;
        this.nanoClock = nanoClock;
        this.lastClockNanos = nanoClock.getAsLong();
        this.word = word;
        this.afterwards = afterwards;
        this.fatal = fatal;
        this.queries = new Queries(this.instances, feed, this::readIndex, this::offeredBy, answers, this::atNextTurn);
    }

    void start() {
        thread.start();
    }

    /** Stops the thread; one that does not come back is left behind. */
    void stop() throws InterruptedException {
        stop(STOP_MILLIS);
    }

    /** As {@link #stop()}, with another patience, for tests. */
    void stop(long patienceMillis) throws InterruptedException {
        isStopped = true;
        wake.signal();
        thread.join(patienceMillis);
        if (thread.isAlive()) {
            LOG.warn(
                    "a thread does not stop, it is left behind: thread={}, waitedMillis={}, at:\n    {}",
                    thread.getName(),
                    patienceMillis,
                    Arrays.stream(thread.getStackTrace())
                            .map(StackTraceElement::toString)
                            .collect(Collectors.joining("\n    ")));
        }
        turn.end(TURN_NANOS_MAX);
    }

    /** Whether it does nothing more, so that nobody is to wait for it. */
    boolean isEnded() {
        return isStopped;
    }

    @Override
    public void run() {
        while (!isStopped) {
            drain();
            wake.await(IDLE_NANOS);
        }
    }

    /** Releases what may leave by now; in the calling thread, unless another is at it. */
    void drain() {
        turn.run();
        if (isLeader) {
            afterwards.run();
        }
    }

    private boolean doTurn() {
        try {
            return !isStopped && doWork();
        } catch (RuntimeException | Error e) {
            isStopped = true;
            fatal.onFatal("nothing can be released any more: " + e.getMessage(), e);
            return false;
        }
    }

    /** One turn; gives whether there was anything to do. */
    boolean doWork() {
        boolean isBusy = false;
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
            isBusy = true;
        }
        // Before the cuts: what is committed now may stand where something was cut before, which must be gone by then.
        long commitIndex = Math.max(feed.committed().index(), durableIndex);
        isBusy |= takeCut();
        if (level != ReleaseLevel.COMMITTED && isLeader) {
            gate.onLease(lease.getAsBoolean());
        }
        long nowNanos = passTime();
        for (Instance instance : instances) {
            isBusy |= takeOutcomes(instance, nowNanos);
        }
        arbiter.tick(nowNanos, stallNanos);
        hops.onExecuted(mostExecuted().index(), lastClockNanos);
        isHalted = arbiter.isDisputed() && isHalted;

        if (!isSuspended) {
            gate.onCommitted(commitIndex);
        }
        hops.onCommitted(commitIndex, lastClockNanos);
        if (isLeader && level != ReleaseLevel.COMMITTED) {
            countOwnWord();
        }
        isBusy |= answers.release(gate.gateFor(level));
        publish();
        publication.flush();
        return isBusy;
    }

    private void publish() {
        comparedPosition = arbiter.comparedPosition();
        coveredIndex = cover.coveredIndex();
        Released before = released;
        boolean isSame = before.index() == gate.releasedIndex()
                && before.sequence() == publication.finalSequence()
                && before.watermark().equals(gate.watermark())
                && before.revoked() == publication.revoked();
        if (!isSame) {
            released = new Released(
                    gate.releasedIndex(),
                    publication.finalSequence(),
                    publication.finalChainDigest(),
                    gate.watermark(),
                    publication.provisional(),
                    publication.revoked());
        }
    }

    private long passTime() {
        long nowNanos = nanoClock.getAsLong();
        // Nor can one that is writing a snapshot.
        if (instances.stream().noneMatch(Instance::isAtTask)) {
            turnNanos += Math.min(nowNanos - lastClockNanos, 2 * IDLE_NANOS);
        }
        lastClockNanos = nowNanos;
        return turnNanos;
    }

    private EntryId mostExecuted() {
        Progress most = null;
        for (Instance instance : instances) {
            Progress progress = instance.progress();
            if (arbiter.isTrusted(instance.ordinal()) && (most == null || progress.index() > most.index())) {
                most = progress;
            }
        }
        return most == null ? EntryId.NONE : new EntryId(most.term(), most.index());
    }

    private void countOwnWord() {
        EntryId most = mostExecuted();
        if (!most.equals(given)) {
            word.accept(most);
            given = most;
        }
        onExecuted(self, term, most);
        hops.onCovered(cover.coveredIndex(), lastClockNanos);
    }

    private boolean takeCut() {
        EntryFeed.Next cut = feed.cutSince(instances.size());
        if (cut.returnTo() == EntryFeed.NOT_CUT) {
            return false;
        }
        long position = gate.onTruncated(cut.returnTo());
        arbiter.truncate(cut.epoch(), cut.returnTo(), position);
        answers.failAll();
        return true;
    }

    private boolean takeOutcomes(Instance instance, long nowNanos) {
        for (int taken = 0; taken < OUTCOMES_PER_TURN; taken++) {
            Object next = instance.outcomes().poll();
            if (next == null) {
                return taken > 0;
            }
            if (next instanceof Instance.Returned returned) {
                takeCut(); // if it is news
                arbiter.onReverted(instance.ordinal(), returned.epoch());
            } else if (next instanceof Instance.Rebuilt rebuilt) {
                takeCut();
                readmit(instance, rebuilt);
            } else if (next instanceof Instance.Failed failed) {
                arbiter.onUntrusted(instance.ordinal(), failed.reason());
            } else {
                Outcome outcome = (Outcome) next;
                // An instance that was restored from a snapshot gives again what it gave before.
                if (outcome.position() > arbiter.offeredPosition(instance.ordinal())) {
                    arbiter.offer(instance.ordinal(), outcome, nowNanos);
                }
            }
        }
        return true;
    }

    private void readmit(Instance instance, Instance.Rebuilt rebuilt) {
        if (arbiter.tryReadmit(instance.ordinal(), rebuilt.position(), rebuilt.epoch())) {
            instance.trust();
            alarm.onReadmitted(instance.ordinal());
        } else {
            instance.distrust(); // it tries again
        }
    }

    @Override
    public void first(Outcome outcome) {
        // Whose session it is must never be taken back.
        boolean isOfSession =
                outcome.kind() == OutcomeKind.SESSION_OPENED || outcome.kind() == OutcomeKind.SESSIONS_FULL;
        gate.offer(outcome, isOfSession ? ReleaseLevel.COMMITTED : ReleaseLevel.stricter(level, outcome.level()));
    }

    @Override
    public void divergence(Divergence divergence) {
        alarm.raise(divergence);
    }

    @Override
    public void quarantine(int instance, QuarantineReason reason) {
        instances.get(instance).distrust();
        alarm.onQuarantine(instance, reason);
        answers.failAll(); // what it was asked it may never answer
    }

    @Override
    public void halted(long position) {
        isHalted = true;
        alarm.onHalted(position);
    }

    /** This node leads in {@code newTerm} from now on, or does not. */
    void onLeader(long newTerm, boolean leads) {
        command(() -> {
            term = newTerm;
            isLeader = leads;
            durableIndex = 0;
            gate.onLeader(newTerm, leads);
            cover.onTerm(newTerm, leads);
            if (!leads) {
                answers.failAll();
            }
        });
    }

    /** An instance of this node has been shown wrong from outside. */
    void distrust(int instance, QuarantineReason reason) {
        command(() -> arbiter.onUntrusted(instance, reason));
    }

    /** Another node says how far it has come. */
    void onExecutedAt(int node, long nodeTerm, EntryId lastExecuted) {
        atNextTurn(() -> onExecuted(node, nodeTerm, lastExecuted));
    }

    /** All entries up to this one are committed, although the log may not have been told yet: so it is in this node's leadership. */
    void onDurable(long leadersTerm, long index) {
        atNextTurn(() -> {
            if (isLeader && leadersTerm == term) {
                durableIndex = Math.max(durableIndex, index);
            }
        });
    }

    private void onExecuted(int node, long nodeTerm, EntryId lastExecuted) {
        cover.onExecuted(node, nodeTerm, lastExecuted);
        gate.onCovered(cover.coveredIndex());
    }

    /**
     * Answers a query, if this node leads, from a state that holds everything that has left by now. Never in the calling thread:
     * Ratis calls with the locks of its waiting reads held, and what a turn sets going takes others of Ratis's.
     *
     * @return the answer, once it may be shown; fails if another node is to be asked, or with what the state machine threw
     */
    CompletableFuture<byte[]> query(byte[] query) {
        CompletableFuture<byte[]> shown = new CompletableFuture<>();
        command(() -> {
            if (isLeader) {
                queries.ask(query, shown);
            } else {
                shown.completeExceptionally(
                        HeldAnswers.refused(RefusalReason.NOT_LEADER, "this node is not the leader"));
            }
        });
        return shown;
    }

    /** While this node leads: up to here, inclusive, a majority holds and has executed the log. */
    long coveredIndex() {
        return coveredIndex;
    }

    /** Whether this node leads, as far as is known here. */
    boolean isLeader() {
        return isLeader;
    }

    private long readIndex() {
        return Math.max(gate.releasedIndex(), feed.committed().index());
    }

    private long offeredBy(Instance instance) {
        return arbiter.isTrusted(instance.ordinal()) ? arbiter.offeredPosition(instance.ordinal()) : -1;
    }

    private void atNextTurn(Runnable news) {
        commands.add(news);
        drain();
    }

    /** There may be outcomes to take. */
    void signal() {
        wake.signal();
    }

    /** What clients are told of windows and timeouts from now on. */
    void settings(Settings settings) {
        tell(to -> to.settings(settings));
    }

    /** What is released for the client goes to {@code sink} from now on. */
    void attach(long clientId, OutcomeSink sink) {
        tell(to -> to.attach(clientId, sink));
    }

    /** Nothing goes to {@code sink} any more, which was attached to these clients. */
    void detach(long[] clientIds, OutcomeSink sink) {
        tell(to -> to.detach(clientIds, sink));
    }

    /** Tells every attached client who leads now. */
    void announce(Leader leader) {
        tell(to -> to.announce(leader));
    }

    private void tell(Consumer<Publication> news) {
        command(() -> news.accept(publication));
    }

    /** The state is about to be replaced: completes when nothing is taken for committed any more until {@link #restart}. */
    CompletableFuture<Void> suspend() {
        return ask(() -> {
            isSuspended = true;
            return null;
        });
    }

    /** All instances were restored to this point; completes when release goes on from there. */
    CompletableFuture<Void> restart(Progress restored) {
        return ask(() -> {
            isSuspended = false;
            answers.failAll(); // whether what was read was ever true is not known
            instances.forEach(instance -> instance.outcomes().clear()); // of before, and not for this node to release
            arbiter.restart(restored.position(), feed.restartReader(instances.size()));
            gate.restart(new EntryId(restored.term(), restored.index()), restored.sequence(), restored.position());
            publication.restart(restored.sequence(), restored.chainDigest());
            publish();
            return null;
        });
    }

    /** How the instances did. */
    CompletableFuture<List<InstanceScore>> scores() {
        return ask(() -> new ArrayList<>(List.of(arbiter.scores())));
    }

    /** How long entries take; told of appends by whoever appends. */
    HopTimes hops() {
        return hops;
    }

    /** Whether nothing leaves because instances disagree and none has a majority. */
    boolean isHalted() {
        return isHalted;
    }

    /** Up to this position, inclusive, all instances that are trusted have given the same. */
    long comparedPosition() {
        return comparedPosition;
    }

    /** What has left. */
    Released released() {
        return released;
    }

    private <T> CompletableFuture<T> ask(Supplier<@Nullable T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        command(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                throw e;
            }
        });
        return answer;
    }

    private void command(Runnable command) {
        commands.add(command);
        wake.signal();
    }
}
