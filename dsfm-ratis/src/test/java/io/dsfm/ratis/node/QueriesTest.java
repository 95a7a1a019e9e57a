package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.core.CheckpointMismatch;
import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.ReleaseLevel;
import io.dsfm.ratis.core.Replica;
import io.dsfm.ratis.core.Tail;
import io.dsfm.ratis.gateway.OutcomeSink;
import io.dsfm.ratis.gateway.RefusedException;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.Outcome;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.RefusalReason;
import io.dsfm.ratis.proto.SessionOpened;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an answer to a query reflects, at the moments at which that is hardest to tell. */
final class QueriesTest {

    private static final long CLIENT = 7;
    private static final int OTHER = 1;

    @TempDir
    private Path directory;

    private final NavigableMap<Long, InputBatch> log = new ConcurrentSkipListMap<>();
    private final EntryFeed feed = new EntryFeed(3, new ModelLog());
    private final CountDownLatch slow = new CountDownLatch(1);
    private final CountDownLatch fast = new CountDownLatch(1);
    private final Sink sink = new Sink();
    private final List<Instance> instances = new ArrayList<>();
    private final Queue<Thread> releasedBy = new ConcurrentLinkedQueue<>();
    private ReleaseAgent release;

    @AfterEach
    void stop() throws InterruptedException {
        slow.countDown();
        fast.countDown();
        for (Instance instance : instances) {
            instance.stop();
        }
    }

    @Test
    void anAnswerReflectsAResultThatLeftFromTheMiddleOfAnEntry() throws Exception {
        startLeader(ReleaseLevel.LOCAL);
        // The first instance is kept from the entry, the second one from its end.
        instances.get(0).execute(replica -> {
            slow.await();
            return 0;
        });
        append(2, "first", "wait");
        TestGroup.eventually("the first result", () -> sink.isReleased(1));

        CompletableFuture<byte[]> answer = query();
        slow.countDown();
        fast.countDown();

        assertThat(count(answer.get(30, TimeUnit.SECONDS))).isPositive();
    }

    @Test
    void anAnswerIsHeldBackUntilItsStateIsCovered() throws Exception {
        startLeader(ReleaseLevel.COVERED);
        append(2, "first");
        TestGroup.eventually("executed", () -> instances.get(0).progress().index() == 2);
        CompletableFuture<byte[]> answer = query();
        // Whatever comes after it on the instances' threads finds it answered, and held.
        for (Instance instance : instances) {
            instance.execute(replica -> 0).get(30, TimeUnit.SECONDS);
        }
        release.drain();
        assertThat(answer).isNotDone();

        release.onExecutedAt(OTHER, 1, new EntryId(1, 2));

        TestGroup.eventually("released", answer::isDone);
        assertThat(count(answer.get())).isEqualTo(1);
    }

    @Test
    void aNodeThatLeadsNoMoreAnswersNothingThatItHoldsBack() throws Exception {
        startLeader(ReleaseLevel.COVERED);
        append(2, "first");
        TestGroup.eventually("executed", () -> instances.get(0).progress().index() == 2);
        CompletableFuture<byte[]> answer = query();

        release.onLeader(2, false);
        release.drain();
        feed.onCommitted(new EntryId(1, 2));
        release.drain();

        assertRefused(answer, RefusalReason.NOT_LEADER);
        assertRefused(query(), RefusalReason.NOT_LEADER);
    }

    @Test
    void anAnswerFromWhatWasCutNeverLeaves() throws Exception {
        startLeader(ReleaseLevel.COVERED);
        append(2, "first");
        TestGroup.eventually("executed", () -> instances.get(0).progress().index() == 2);
        CompletableFuture<byte[]> answer = query();

        append(new InputBatch(2, 2, 0, List.of(), new byte[0]));
        feed.onCommitted(new EntryId(2, 2));
        release.drain();

        assertRefused(answer, RefusalReason.NOT_LEADER);
    }

    /** Ratis asks under locks of its own: a turn in the same thread, and what follows it, would take others in the wrong order. */
    @Test
    void theThreadThatAsksDoesNoneOfTheWork() throws Exception {
        startLeader(ReleaseLevel.LOCAL);
        append(2, "first");
        TestGroup.eventually("executed", () -> instances.get(0).progress().index() == 2);
        releasedBy.clear();

        CompletableFuture<byte[]> answer = release.query(new byte[0]);

        assertThat(releasedBy).doesNotContain(Thread.currentThread());
        release.drain();
        assertThat(count(answer.get(30, TimeUnit.SECONDS))).isEqualTo(1);
    }

    /** Asks, as a thread of Ratis's, and has the release thread's work done. */
    private CompletableFuture<byte[]> query() {
        CompletableFuture<byte[]> answer = release.query(new byte[0]);
        release.drain();
        return answer;
    }

    private static void assertRefused(CompletableFuture<byte[]> answer, RefusalReason reason) {
        assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining(reason.name());
    }

    /** A node that leads in term 1, with a session open by its first entry. */
    private void startLeader(ReleaseLevel level) throws Exception {
        feed.open();
        for (StateMachineProvider provider : List.of(provider(slow, "plain"), provider(fast, "other"))) {
            instances.add(new Instance(
                    instances.size(),
                    provider,
                    new Replicas(provider),
                    feed,
                    (ordinal, position) -> false,
                    new Listener(),
                    (what, cause) -> {
                        throw new AssertionError(what, cause);
                    }));
        }
        release = new ReleaseAgent(
                instances,
                feed,
                new ReleaseRules(level, 3, 0, 10_000, NodeConfig.Arbitration.DEFAULT, () -> true),
                new DivergenceAlarm("n1", List.of("plain", "other")),
                new Publication(new StreamAgent(NodeConfig.Stream.DEFAULT, directory, System::nanoTime)),
                System::nanoTime,
                word -> {},
                () -> releasedBy.add(Thread.currentThread()),
                (what, cause) -> {
                    throw new AssertionError(what, cause);
                });
        instances.forEach(Instance::start);
        release.onLeader(1, true);
        release.attach(CLIENT, sink);
        append(new InputBatch(1, 1, 0, List.of(new Input.OpenSession(CLIENT, 1)), new byte[0]));
        feed.onCommitted(new EntryId(1, 1));
        TestGroup.eventually("the session", () -> {
            release.drain();
            return sink.session != 0;
        });
    }

    private void append(long index, String... texts) {
        List<Input> inputs = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String text : texts) {
            byte[] input = input(text);
            inputs.add(new Input.Submit(
                    CLIENT, sink.session, inputs.size() + 1, 0, false, bytes.size(), input.length, ReleaseLevel.LOCAL));
            bytes.writeBytes(input);
        }
        append(new InputBatch(1, index, 0, inputs, bytes.toByteArray()));
    }

    private void append(InputBatch batch) {
        log.tailMap(batch.index(), true).clear();
        feed.onAppended(batch);
        log.put(batch.index(), batch);
        instances.forEach(Instance::signal);
    }

    private static long count(byte[] answer) {
        return ByteBuffer.wrap(answer).getLong();
    }

    /** A ledger that does not get past the input {@code wait} until it may. */
    private static StateMachineProvider provider(CountDownLatch gate, String variant) {
        StateMachineProvider ledger = LedgerMachine.catalog().providers().stream()
                .filter(provider -> provider.variant().equals(variant))
                .findFirst()
                .orElseThrow();
        return new ForwardingProvider(ledger) {
            @Override
            public StateMachine create() {
                return new Gated(ledger.create(), gate);
            }
        };
    }

    private static final class Gated extends ForwardingMachine {

        private final CountDownLatch gate;

        Gated(StateMachine ledger, CountDownLatch gate) {
            super(ledger);
            this.gate = gate;
        }

        @Override
        public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
            if (input.remaining() == 4) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            super.execute(context, input, outputs);
        }
    }

    private record Replicas(StateMachineProvider provider) implements Instance.ReplicaStore {

        @Override
        public Replica create() {
            return new Replica(provider.create(), 1 << 20);
        }

        @Override
        public Replica restore(long index) {
            return create();
        }
    }

    private final class Listener implements InstanceListener {

        @Override
        public void onProgress(Instance instance) {
            if (release != null) {
                release.drain();
            }
        }

        @Override
        public void onReturned(Instance instance, long index) {}

        @Override
        public void onCheckpointMismatch(Instance instance, CheckpointMismatch mismatch, long index) {
            throw new AssertionError(mismatch);
        }
    }

    private final class Sink implements OutcomeSink {

        private final List<Outcome> outcomes = new ArrayList<>();
        private volatile long session;

        boolean isReleased(long number) {
            release.drain();
            synchronized (outcomes) {
                return outcomes.stream().anyMatch(outcome -> outcome.getRequestNumber() == number);
            }
        }

        @Override
        public void onOutcome(Outcome outcome) {
            synchronized (outcomes) {
                outcomes.add(outcome);
            }
        }

        @Override
        public void onSessionOpened(SessionOpened opened) {
            session = opened.getSessionId();
        }

        @Override
        public void flush() {}

        @Override
        public void onRefused(Refusal refusal) {
            throw new AssertionError(refusal);
        }

        @Override
        public void onLeaderChanged(Leader leader) {}
    }

    private final class ModelLog implements EntryFeed.LogReader {

        @Override
        public @Nullable InputBatch read(long index) {
            return log.get(index);
        }

        @Override
        public long termAt(long index) {
            InputBatch batch = log.get(index);
            return batch == null ? Tail.NO_TERM : batch.term();
        }

        @Override
        public long termOfInputsAt(long index) {
            return termAt(index);
        }

        @Override
        public long committedIndex() {
            return 0;
        }

        @Override
        public long startIndex() {
            return 1;
        }

        @Override
        public long lastIndex() {
            return log.isEmpty() ? 0 : log.lastKey();
        }
    }
}
