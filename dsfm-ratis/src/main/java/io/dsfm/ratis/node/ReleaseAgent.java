package io.dsfm.ratis.node;

import io.dsfm.ratis.core.Arbiter;
import io.dsfm.ratis.core.ArbiterEffects;
import io.dsfm.ratis.core.DisputePolicy;
import io.dsfm.ratis.core.Divergence;
import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.InstanceScore;
import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.core.OutcomeKind;
import io.dsfm.ratis.core.QuarantineReason;
import io.dsfm.ratis.core.ReleaseEffects;
import io.dsfm.ratis.core.ReleaseGate;
import io.dsfm.ratis.core.ReleaseLevel;
import io.dsfm.ratis.core.ReleasePolicy;
import io.dsfm.ratis.core.Settings;
import io.dsfm.ratis.gateway.OutcomeSink;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.RefusalReason;
import io.dsfm.ratis.proto.SessionOpened;
import io.dsfm.statemachine.Digest64;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The release thread: takes the instances' outcomes to the arbiter, the first of each to the gate, and what leaves to the
 * client who waits for it.
 *
 * <p>Threading: {@link #run} is the one thread that touches arbiter, gate and sinks; other threads leave commands.
 */
final class ReleaseAgent implements Runnable, ArbiterEffects, ReleaseEffects {

    private static final int OUTCOMES_PER_TURN = 1_024;
    private static final long IDLE_NANOS = 1_000_000_000L;

    private final List<Instance> instances;
    private final Arbiter arbiter;
    private final DivergenceAlarm alarm;
    private final ReleaseGate gate = new ReleaseGate(this);
    private final LongSupplier nanoClock;
    private final Fatal fatal;
    private final Wake wake = new Wake();
    private final ManyToOneConcurrentLinkedQueue<Runnable> commands = new ManyToOneConcurrentLinkedQueue<>();
    private final Long2ObjectHashMap<OutcomeSink> sinks = new Long2ObjectHashMap<>();
    private final Set<OutcomeSink> unflushed = new LinkedHashSet<>();
    private final Thread thread = new Thread(this, "release");
    /** Entries up to here, inclusive, are committed; moved up by the thread that applies the log. */
    private volatile long commitIndex;

    private volatile Released released = new Released(0, 0, Digest64.EMPTY);
    private volatile boolean isStopped;
    private long releasedChainDigest = Digest64.EMPTY;
    private Settings settings;

    /**
     * What has left.
     *
     * @param index of the entry of the last outcome, inclusive
     * @param sequence of the last result, inclusive
     * @param chainDigest of all outputs up to it
     */
    record Released(long index, long sequence, long chainDigest) {}

    /**
     * @param instances those whose outcomes are arbitrated, in order of their ordinals
     * @param leadMax by how many outcomes one instance may be ahead of another
     * @param alarm takes divergences
     * @param nanoClock measures lead times
     * @param fatal is told if a rule is broken
     */
    ReleaseAgent(List<Instance> instances, int leadMax, DivergenceAlarm alarm, LongSupplier nanoClock, Fatal fatal) {
        this.instances = List.copyOf(instances);
        this.arbiter =
                new Arbiter(instances.size(), leadMax, ReleasePolicy.EARLIEST, DisputePolicy.TRUST_EARLIEST, this);
        this.alarm = alarm;
        this.nanoClock = nanoClock;
        this.fatal = fatal;
        this.settings = Settings.INITIAL;
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        isStopped = true;
        wake.signal();
        thread.join();
    }

    @Override
    public void run() {
        try {
            while (!isStopped) {
                if (!doWork()) {
                    wake.await(IDLE_NANOS);
                }
            }
        } catch (RuntimeException | Error e) {
            fatal.onFatal("the release thread cannot go on: " + e.getMessage(), e);
        }
    }

    /** One turn; gives whether there was anything to do. */
    boolean doWork() {
        boolean isBusy = false;
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
            isBusy = true;
        }
        long nowNanos = nanoClock.getAsLong();
        for (Instance instance : instances) {
            isBusy |= takeOutcomes(instance, nowNanos);
        }
        // After the outcomes: the commit index moves before an instance is fed, so it covers all that was taken.
        gate.onCommitted(commitIndex);
        if (isBusy) {
            released = new Released(gate.releasedIndex(), gate.releasedSequence(), releasedChainDigest);
        }
        unflushed.forEach(OutcomeSink::flush);
        unflushed.clear();
        return isBusy;
    }

    private boolean takeOutcomes(Instance instance, long nowNanos) {
        for (int taken = 0; taken < OUTCOMES_PER_TURN; taken++) {
            Outcome outcome = instance.outcomes().poll();
            if (outcome == null) {
                return taken > 0;
            }
            arbiter.offer(instance.ordinal(), outcome, nowNanos);
        }
        return true;
    }

    @Override
    public void first(Outcome outcome) {
        gate.offer(outcome, ReleaseLevel.COMMITTED);
    }

    @Override
    public void divergence(Divergence divergence) {
        alarm.raise(divergence);
    }

    /** It was told as a divergence; the instance is not rebuilt. */
    @Override
    public void quarantine(int instance, QuarantineReason reason) {}

    @Override
    public void halted(long position) {
        throw new IllegalStateException("release has stopped, though the earliest is trusted: position=" + position);
    }

    @Override
    public void release(Outcome outcome, boolean isProvisional) {
        if (outcome.isNewResult()) {
            releasedChainDigest = outcome.chainDigest();
        }
        OutcomeSink sink = sinks.get(outcome.clientId());
        if (sink == null || outcome.kind() == OutcomeKind.TIMER_FIRED) {
            return;
        }
        switch (outcome.kind()) {
            case SESSION_OPENED ->
                sink.onSessionOpened(SessionOpened.newBuilder()
                        .setCorrelationId(outcome.correlationId())
                        .setClientId(outcome.clientId())
                        .setSessionId(outcome.sessionId())
                        .setLastRequestNumber(outcome.number())
                        .setWindow(settings.answersKept())
                        .setTimeoutNanos(settings.sessionTimeoutNanos())
                        .build());
            case SESSIONS_FULL ->
                sink.onRefused(Refusal.newBuilder()
                        .setReason(RefusalReason.TOO_MANY_SESSIONS)
                        .setClientId(outcome.clientId())
                        .setCorrelationId(outcome.correlationId())
                        .setDetail("as many sessions as there may be: sessions=" + outcome.detail())
                        .build());
            default -> sink.onOutcome(OutcomePublisher.encode(outcome));
        }
        unflushed.add(sink);
    }

    @Override
    public void confirm(Outcome outcome) {
        throw unexpected(outcome);
    }

    @Override
    public void revoke(Outcome outcome, boolean wasProvisional) {
        throw unexpected(outcome);
    }

    @Override
    public void abandon(Outcome outcome) {
        throw unexpected(outcome);
    }

    private static IllegalStateException unexpected(Outcome outcome) {
        return new IllegalStateException("a result left before it was committed: outcome=" + outcome);
    }

    /** Entries up to {@code index} are committed. Called by the thread that applies the log. */
    void onCommitted(long index) {
        commitIndex = index;
    }

    /** There may be outcomes to take. */
    void signal() {
        wake.signal();
    }

    /** What clients are told of windows and timeouts from now on. */
    void settings(Settings newSettings) {
        command(() -> settings = newSettings);
    }

    /** What is released for the client goes to {@code sink} from now on. */
    void attach(long clientId, OutcomeSink sink) {
        command(() -> sinks.put(clientId, sink));
    }

    /** Nothing goes to {@code sink} any more. */
    void detach(OutcomeSink sink) {
        command(() -> sinks.values().removeIf(attached -> attached == sink));
    }

    /** Tells every attached client who leads now. */
    void announce(Leader leader) {
        command(() -> new LinkedHashSet<>(sinks.values()).forEach(sink -> sink.onLeaderChanged(leader)));
    }

    /** All instances were restored to this point; completes when release goes on from there. */
    CompletableFuture<Void> restart(Progress restored) {
        return ask(() -> {
            while (instances.stream().anyMatch(instance -> takeOutcomes(instance, nanoClock.getAsLong()))) {
                // What was executed before the restore.
            }
            arbiter.restart(restored.position());
            gate.restart(new EntryId(restored.term(), restored.index()), restored.sequence(), restored.position());
            releasedChainDigest = restored.chainDigest();
            released = new Released(restored.index(), restored.sequence(), releasedChainDigest);
            return null;
        });
    }

    /** How the instances did. */
    CompletableFuture<List<InstanceScore>> scores() {
        return ask(() -> new ArrayList<>(List.of(arbiter.scores())));
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
