package io.dsfm.ratis.node;

import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.core.ReleaseLevel;
import io.dsfm.ratis.core.Settings;
import io.dsfm.ratis.gateway.OutcomeSink;
import io.dsfm.ratis.log.InputBatchCodec;
import io.dsfm.ratis.proto.Refusal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The leader's way of inputs into the log: what has arrived while the entries before were under way goes into the next
 * one, so nothing waits for a timer, and under load an entry carries many inputs.
 *
 * <p>Threading: any thread offers inputs, and makes entries of what waits with {@link #drain}, one at a time; a thread of
 * its own sees to timers, and to what could not go on when it was offered.
 *
 * <p>Invariants: inputs go into the log in the order in which they were taken; timestamps never go backwards; at most
 * {@code entriesInFlight} entries are under way, of {@link #IN_FLIGHT_BYTES_MAX} bytes and one entry.
 */
final class InputPath implements Runnable {

    /** The most bytes of inputs that may wait, whatever their number. */
    private static final long WAITING_BYTES_MAX = 64L << 20;

    /** The most bytes of entries under way, but for the last one: a disk that stands still must not stop whoever appends. */
    private static final long IN_FLIGHT_BYTES_MAX = 16L << 20;

    private static final long IDLE_NANOS = 500_000_000L;
    private static final long CHECKPOINT_NANOS = 50_000_000L;
    /** For an append that waits for the disk. */
    private static final long TURN_NANOS_MAX = 10_000_000_000L;

    private static final long TIMER_RETRY_NANOS = 1_000_000L;
    /** By how much more may be under way when nobody waits for it. */
    private static final int UNAWAITED_ENTRIES = 64;

    private static final long NO_DEADLINE = Long.MAX_VALUE;

    /** The leader's log and its answers, as this path has to know them. */
    interface Appending {

        /** What was appended is in the log. */
        void onEnded();

        /** The index of the newest entry with inputs in the log, inclusive. */
        long lastIndex();

        /** Up to here, inclusive, clients are answered, where that is before entries are committed. */
        long answeredIndex();
    }

    private final NodeConfig.Limits limits;
    private final int entriesMax;
    private final boolean answersWaitForCommit;

    private final Appending appending;
    private final AwaitedEntries awaited = new AwaitedEntries();
    private final Settings settings;
    private final LogWriter log;
    private final LongSupplier epochNanos;
    private final Supplier<Progress> progress;
    private final Supplier<Released> released;
    private final Supplier<Refusal> refusals;
    private final Fatal fatal;
    private final Wake wake = new Wake();
    private final SharedTurn turn = new SharedTurn(this::doTurn, wake::signal);
    private final ManyToOneConcurrentArrayQueue<PendingInput> waiting;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong inFlightBytes = new AtomicLong();
    private final Thread thread = new Thread(this, "input-path");
    private final InputPathMetrics metrics;
    private volatile boolean isStopped;
    /** Any deadline before this is news to the thread. */
    private volatile long soonestNanos = NO_DEADLINE;

    private volatile @Nullable PendingInput carried;
    private long lastTimestampNanos;
    private long lastCheckpointNanos;
    private long lastCheckpointSequence;
    private final UnderWay firing = new UnderWay();
    private final UnderWay changingSettings = new UnderWay();

    /**
     * @param limits bounds on entries and on what waits
     * @param answersWaitForCommit whether clients are answered no earlier than entries are committed
     * @param settings what the leader writes into the log if other settings hold
     * @param log where entries go
     * @param epochNanos the wall clock, in nanoseconds since 1970; may go backwards
     * @param progress of the node's most advanced instance
     * @param released what has left
     * @param refusals why inputs cannot be taken now
     * @param appending what this path appends
     * @param metrics counts
     * @param fatal is told if this thread cannot go on
     */
    InputPath(
            NodeConfig.Limits limits,
            boolean answersWaitForCommit,
            Settings settings,
            LogWriter log,
            LongSupplier epochNanos,
            Supplier<Progress> progress,
            Supplier<Released> released,
            Supplier<Refusal> refusals,
            Appending appending,
            InputPathMetrics metrics,
            Fatal fatal) {
        this.limits = limits;
        this.entriesMax = limits.entriesInFlight() * (answersWaitForCommit ? 1 : UNAWAITED_ENTRIES);
        this.answersWaitForCommit = answersWaitForCommit;
        this.appending = appending;
        this.settings = settings;
        this.log = log;
        this.epochNanos = epochNanos;
        this.progress = progress;
        this.released = released;
        this.refusals = refusals;
        this.metrics = metrics;
        this.fatal = fatal;
        this.waiting = new ManyToOneConcurrentArrayQueue<>(limits.pendingInputs());
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        isStopped = true;
        wake.signal();
        thread.join();
        turn.end(TURN_NANOS_MAX);
    }

    /** Takes an input for the log, or declines because too much waits. */
    boolean offer(PendingInput input) {
        int bytes = input.bytes().size();
        if (waitingBytes.addAndGet(bytes) > WAITING_BYTES_MAX || !waiting.offer(input)) {
            waitingBytes.addAndGet(-bytes);
            metrics.onRefused();
            return false;
        }
        return true;
    }

    /** There may be something to do: inputs were offered, timers scheduled, or the leader changed. */
    void signal() {
        wake.signal();
    }

    @Override
    public void run() {
        try {
            while (!isStopped) {
                drain();
                long deadline = progress.get().nextDeadlineNanos();
                long waitNanos = deadline == NO_DEADLINE ? IDLE_NANOS : deadline - epochNanos.getAsLong();
                soonestNanos = waitNanos > 0 ? deadline : NO_DEADLINE;
                if (progress.get().nextDeadlineNanos()
                        >= deadline) { // else onProgress may not have seen for what we wait
                    wake.await(Math.min(IDLE_NANOS, Math.max(waitNanos, TIMER_RETRY_NANOS)));
                }
            }
        } catch (RuntimeException | Error e) {
            fatal.onFatal("the input path cannot go on: " + e.getMessage(), e);
        }
    }

    /** Makes entries of what waits, as far as it goes; by the calling thread, unless another is at it. */
    void drain() {
        turn.run();
    }

    private boolean doTurn() {
        try {
            return !isStopped && doWork();
        } catch (RuntimeException | Error e) {
            isStopped = true;
            fatal.onFatal("the input path cannot go on: " + e.getMessage(), e);
            return false;
        }
    }

    /** An instance has come further: timers may be due before the one that is waited for. */
    void onProgress(Progress reached) {
        if (reached.nextDeadlineNanos() < soonestNanos) {
            wake.signal();
        }
    }

    /** One turn: at most one entry; gives whether it made one. */
    boolean doWork() {
        if (!log.isLeaderReady()) {
            // A leader is ready as soon as its first entry is committed: what has come until then goes into the second.
            if (!log.isLeader()) {
                refuseWaiting();
            }
            return false;
        }
        if (inFlight.get() >= entriesMax || inFlightBytes.get() >= IN_FLIGHT_BYTES_MAX || !hasRoom()) {
            return false;
        }
        List<PendingInput> batch = new ArrayList<>();
        int bytes = InputBatchCodec.HEADER_BYTES;
        bytes = addOwn(batch, bytes);
        int own = batch.size();
        while (batch.size() - own < limits.entryInputs()) {
            PendingInput next = carried == null ? waiting.poll() : carried;
            carried = null;
            if (next == null) {
                break;
            }
            int size = InputBatchCodec.sizeBytes(next.input());
            if (bytes + size > limits.entryBytes() && batch.size() > own) {
                carried = next;
                break;
            }
            batch.add(next);
            bytes += size;
            waitingBytes.addAndGet(-next.bytes().size());
        }
        if (batch.isEmpty()) {
            return false;
        }
        append(batch, bytes);
        return true;
    }

    private boolean hasRoom() {
        return answersWaitForCommit || awaited.count(log.term(), appending.answeredIndex()) < limits.entriesInFlight();
    }

    /** Whether something may wait for earlier inputs to be answered. */
    boolean isAwaitingAnswers() {
        return !answersWaitForCommit && (carried != null || !waiting.isEmpty());
    }

    /** Adds what the leader itself has to say: settings, timers that are due, a checkpoint. */
    private int addOwn(List<PendingInput> batch, int bytes) {
        int size = bytes;
        Progress reached = progress.get();
        long now = epochNanos.getAsLong();
        if (!reached.settings().equals(settings) && changingSettings.isClear(reached.index())) {
            size += add(batch, new Input.ChangeSettings(settings));
        }
        boolean isTimerDue = reached.nextDeadlineNanos() <= Math.max(now, reached.timestampNanos());
        if (isTimerDue && firing.isClear(reached.index())) {
            size += add(batch, new Input.FireTimers(Instance.TIMERS_FIRED_MAX));
        }
        Released left = released.get();
        boolean isCheckpointDue = left.sequence() != lastCheckpointSequence
                && now - lastCheckpointNanos > CHECKPOINT_NANOS
                && (!batch.isEmpty() || !waiting.isEmpty());
        if (isCheckpointDue) {
            lastCheckpointNanos = now;
            lastCheckpointSequence = left.sequence();
            size += add(batch, new Input.Checkpoint(left.sequence(), left.chainDigest()));
        }
        return size;
    }

    private static int add(List<PendingInput> batch, Input input) {
        batch.add(PendingInput.own(input));
        return InputBatchCodec.sizeBytes(input);
    }

    private void append(List<PendingInput> batch, int bytes) {
        lastTimestampNanos = Math.max(lastTimestampNanos, epochNanos.getAsLong());
        ByteBuffer entry = ByteBuffer.wrap(new byte[bytes]);
        InputBatchCodec.writeHeader(entry, lastTimestampNanos, batch.size());
        for (PendingInput pending : batch) {
            InputBatchCodec.write(entry, pending.input(), pending.bytes().asReadOnlyByteBuffer());
        }
        inFlight.incrementAndGet();
        inFlightBytes.addAndGet(bytes);
        metrics.onEntry(batch.size(), bytes);
        List<UnderWay> own = begin(batch);
        long before = appending.lastIndex();
        log.append(entry.array(), batch.stream().anyMatch(InputPath::isUrgent)).thenAccept(appended -> {
            inFlightBytes.addAndGet(-bytes);
            onAppended(batch, own, appended);
        });
        appending.onEnded();
        long index = appending.lastIndex();
        if (!answersWaitForCommit && index > before) {
            awaited.add(new EntryId(log.term(), index));
        }
    }

    private List<UnderWay> begin(List<PendingInput> batch) {
        List<UnderWay> begun = new ArrayList<>(2);
        for (PendingInput pending : batch) {
            if (pending.input() instanceof Input.FireTimers) {
                begun.add(firing);
            } else if (pending.input() instanceof Input.ChangeSettings) {
                begun.add(changingSettings);
            }
        }
        begun.forEach(UnderWay::begin);
        return begun;
    }

    /** Whether somebody may wait for it to reach other nodes, although the group's results do not. */
    private static boolean isUrgent(PendingInput pending) {
        return pending.input() instanceof Input.OpenSession
                || pending.input() instanceof Input.Submit submit && submit.level() != ReleaseLevel.LOCAL;
    }

    /** Called by any thread. */
    private void onAppended(List<PendingInput> batch, List<UnderWay> own, LogWriter.Appended appended) {
        if (appended.fate() == LogWriter.Fate.REFUSED) {
            Refusal refusal = refusals.get();
            batch.forEach(pending -> refuse(pending, refusal));
        }
        own.forEach(underWay -> underWay.end(appended.index()));
        inFlight.decrementAndGet();
        if (!own.isEmpty() || carried != null || !waiting.isEmpty()) {
            wake.signal();
        }
    }

    private void refuseWaiting() {
        Refusal refusal = refusals.get();
        if (carried != null) {
            waitingBytes.addAndGet(-carried.bytes().size());
            refuse(carried, refusal);
            carried = null;
        }
        for (PendingInput next = waiting.poll(); next != null; next = waiting.poll()) {
            waitingBytes.addAndGet(-next.bytes().size());
            refuse(next, refusal);
        }
    }

    /** How many inputs wait for an entry. */
    int waiting() {
        return waiting.size();
    }

    /** How many entries are under way. */
    int entriesInFlight() {
        return inFlight.get();
    }

    private static void refuse(PendingInput pending, Refusal why) {
        OutcomeSink sink = pending.sink();
        if (sink == null) {
            return;
        }
        Refusal.Builder refusal = why.toBuilder();
        if (pending.input() instanceof Input.Submit submit) {
            refusal.setClientId(submit.clientId()).setRequestNumber(submit.requestNumber());
        } else if (pending.input() instanceof Input.OpenSession open) {
            refusal.setClientId(open.clientId()).setCorrelationId(open.correlationId());
        }
        sink.onRefused(refusal.build());
    }
}
