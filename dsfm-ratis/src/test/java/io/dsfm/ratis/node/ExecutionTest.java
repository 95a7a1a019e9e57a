package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.TestGroup.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.dsfm.ratis.LoggedLines;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.core.CheckpointMismatch;
import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.ReleaseLevel;
import io.dsfm.ratis.core.Replica;
import io.dsfm.ratis.core.Settings;
import io.dsfm.ratis.gateway.RefusedException;
import io.dsfm.ratis.log.InputBatchCodec;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.SizeInBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node's instances and its release thread over a log of which the test says what it holds: what was executed before and is
 * not in the log any more must not be seen.
 */
final class ExecutionTest {

    private static final long CLIENT = 7;
    private static final SnapshotFile.Identity IDENTITY =
            new SnapshotFile.Identity("test", LedgerMachine.APPLICATION, 1);
    private static final StateMachineProvider PLAIN =
            LedgerMachine.catalog().providers().get(0);

    @TempDir
    private Path directory;

    private final ModelLog log = new ModelLog();
    private final EntryFeed feed = new EntryFeed(2, log);
    private final List<String> failures = new ArrayList<>();
    private final SnapshotStore store = new SnapshotStore(IDENTITY);
    /** The instance's thread is to end by an error. */
    private volatile boolean dies;
    /** After each turn of a thread, while this node leads. */
    private volatile Runnable afterwards = () -> {};

    /** How often the instance has looked for an entry. */
    private final AtomicInteger looks = new AtomicInteger();

    private Instance instance;
    private Execution execution;

    @BeforeEach
    void startExecution() throws IOException {
        Fatal fatal = (what, cause) -> failures.add(what);
        DivergenceAlarm alarm = new DivergenceAlarm("n1", List.of("plain"));
        StreamAgent stream = new StreamAgent(NodeConfig.Stream.DEFAULT, directory.resolve("stream"), System::nanoTime);
        List<Instance> instances = new ArrayList<>();
        Instance.ReplicaStore replicas = new Instance.ReplicaStore() {
            @Override
            public Replica create() {
                return new Replica(PLAIN.create(), 1 << 10);
            }

            @Override
            public Replica restore(long index) {
                return create();
            }
        };
        InstanceListener listener = new InstanceListener() {
            @Override
            public void onProgress(Instance progressed) {
                if (dies) {
                    throw new IllegalStateException("planted");
                }
                execution.onProgress(progressed);
            }

            @Override
            public void onReturned(Instance returned, long index) {
                execution.onReturned(returned, index);
            }

            @Override
            public void onCheckpointMismatch(Instance found, CheckpointMismatch mismatch, long index) {
                execution.onCheckpointMismatch(found, mismatch, index);
            }
        };
        instance = new Instance(0, PLAIN, replicas, feed, this::looks, listener, fatal);
        instances.add(instance);
        ReleaseRules rules =
                new ReleaseRules(ReleaseLevel.COMMITTED, 3, 0, 1 << 12, NodeConfig.Arbitration.DEFAULT, () -> true);
        ReleaseAgent release = new ReleaseAgent(
                instances,
                feed,
                rules,
                alarm,
                new Publication(stream),
                System::nanoTime,
                word -> {},
                () -> afterwards.run(),
                fatal);
        execution = new Execution(instances, feed, release, alarm, stream, progress -> {}, FlushPace.NONE, false);
        execution.start();
        execution.open();
    }

    @AfterEach
    void stopExecution() throws InterruptedException {
        execution.stop();
        execution.stream().stop();
        assertThat(failures).isEmpty();
    }

    private boolean looks(int ordinal, long position) {
        looks.incrementAndGet();
        return false;
    }

    /** After a task it looks twice for an entry, and sleeps if it was not woken meanwhile. */
    @Test
    void whatALeaderSendsWithoutEntriesWakesNoInstance() throws Exception {
        openSession();
        execution.onAppendEnded();
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(candidate -> candidate.getName().equals("instance-0-" + PLAIN.variant()))
                .findAny()
                .orElseThrow();
        eventually(
                "the instance sleeps",
                () -> instance.progress().index() == 1 && thread.getState() == Thread.State.TIMED_WAITING);
        CountDownLatch isAtTask = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Object> task = instance.execute(replica -> {
            isAtTask.countDown();
            mayEnd.await();
            return replica;
        });
        isAtTask.await();
        int before = looks.get();

        execution.onEntriesOf(1);
        mayEnd.countDown();
        task.get();

        eventually(
                "the instance sleeps again",
                () -> looks.get() >= before + 2 && thread.getState() == Thread.State.TIMED_WAITING);
        assertThat(looks.get()).isEqualTo(before + 2);
    }

    /**
     * What an instance has yet to do is what counts, not who was told of it: one that was told early, and found an entry not
     * readable yet, would otherwise sleep over it for a second.
     */
    @Test
    @Timeout(20)
    void whatALeaderSendsWithoutEntriesWakesAnInstanceThatIsBehind() throws Exception {
        openSession();
        for (long index = 2; index <= 41; index++) {
            InputBatch batch = new InputBatch(1, index, index, List.of(), new byte[0]);
            log.entries.put(index, batch);
            execution.feed().onAppended(batch); // nobody is told
            execution.onEntriesOf(1);

            long through = index;
            eventually("executed", () -> instance.progress().index() == through);
        }
    }

    @Test
    void aNewLeaderCommitsNothingThatGaveWayUnseenToEntriesWithoutInputs() throws Exception {
        openSession();
        submit(1, 2, 1);
        submit(1, 3, 2);
        awaitExecuted(3);
        // Another leader's configuration came in the place of one, this node's own after it.
        log.entries.tailMap(2L, true).clear();
        log.others.put(2L, 2L);
        log.others.put(3L, 3L);

        execution.onLeader(3, true);
        execution.release().onDurable(3, 3);
        drained();
        submit(3, 4, 1);
        execution.release().onDurable(3, 4);

        eventually("what is in the log has left", () -> releasedSequence() > 0);
        assertThat(execution.release().released().index()).isEqualTo(4);
        assertThat(releasedSequence()).as("only that was executed").isEqualTo(1);
    }

    @Test
    void nothingOfTheStateBeforeLeavesAsCommittedWhenAnotherTakesItsPlace() throws Exception {
        openSession();
        submit(1, 2, 1);
        awaitExecuted(2);
        execution.onLeader(1, true);
        CompletableFuture<byte[]> held = execution.release().query(new byte[1]);
        drainedTasks();
        drained();
        assertThat(held).as("its state may not be shown yet").isNotDone();
        Path snapshot = otherState();

        // The instance is long in reading it, while what it covers is known to be committed already.
        CountDownLatch isReading = new CountDownLatch(1);
        instance.execute(replica -> isReading.await(10, TimeUnit.SECONDS));
        feed.suspend();
        CompletableFuture<Void> restored = CompletableFuture.runAsync(() -> restore(snapshot));
        eventually("the feed goes on behind it", () -> feed.committed().index() == 280);
        drained();
        assertThat(releasedSequence()).isZero();
        assertThat(held).isNotDone();

        isReading.countDown();
        restored.get(10, TimeUnit.SECONDS);

        assertThatThrownBy(() -> held.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(RefusedException.class);
        assertThat(execution.release().released().index()).isEqualTo(280);
        execution.open();
        submit(3, 281, 1);
        execution.onCommitted(new EntryId(3, 281));
        eventually("it goes on", () -> execution.release().released().index() == 281);
    }

    @Test
    void aSnapshotOfTheStateBeforeIsNotPublishedWhenAnotherTakesItsPlace() throws Exception {
        Snapshots snapshots = snapshots();
        openSession();
        submit(1, 2, 1);
        awaitExecuted(2);
        CompletableFuture<Snapshots.Taken> taking = snapshots.take();
        drainedTasks();
        assertThat(taking).as("it waits for the commit").isNotDone();

        feed.suspend();
        restore(otherState());
        execution.open();
        submit(3, 281, 1);
        submit(3, 282, 2);
        execution.onCommitted(new EntryId(3, 281));
        execution.onCommitted(new EntryId(3, 282));
        awaitPublished(snapshots, taking);

        assertThat(taking.join().stored().index()).isGreaterThanOrEqualTo(280);
    }

    @Test
    void aSnapshotByOneThatHasYetToReturnFromACutIsNotPublished() throws Exception {
        Snapshots snapshots = snapshots();
        openSession();
        submit(1, 2, 1);
        awaitExecuted(2);
        CountDownLatch isBusy = new CountDownLatch(1);
        instance.execute(replica -> isBusy.await(10, TimeUnit.SECONDS));
        // Another entry takes the place of what was executed, while the instance has the snapshot before it.
        log.entries.tailMap(2L, true).clear();
        submit(2, 2, 1);
        CompletableFuture<Snapshots.Taken> taking = snapshots.take();
        isBusy.countDown();
        execution.onCommitted(new EntryId(2, 2));
        awaitPublished(snapshots, taking);
        eventually(
                "it has returned, and executed the other",
                () -> instance.progress().term() == 2);

        // While it returned there may have been nothing to take one of.
        CompletableFuture<Snapshots.Taken> taken = taking.isCompletedExceptionally() ? snapshots.take() : taking;
        awaitPublished(snapshots, taken);
        assertThat(taken.join().stored().term()).isEqualTo(2);
    }

    /** Ratis tells of entries at once, of the snapshot only when it is in place, and waits for neither. */
    @Test
    void whatComesWhileAnInstalledSnapshotIsLoadedIsExecutedBehindIt() throws Exception {
        Snapshots snapshots = snapshots();
        openSession();
        awaitExecuted(1);
        GroupStateMachine machine = new GroupStateMachine(
                execution,
                store,
                snapshots,
                new Members(List.of()),
                new NobodyListens(),
                (what, cause) -> failures.add(what));
        machine.getLifeCycle().transition(LifeCycle.State.STARTING);
        machine.getLifeCycle().transition(LifeCycle.State.RUNNING);

        machine.pause();
        Files.move(otherState(), store.getSnapshotDir().toPath().resolve("snapshot.2_280"));
        log.entries.clear();
        log.start = 281;
        TransactionContext first = append(machine, 281, 1);
        drainedTasks();
        drainedTasks(); // between the two the instance looks for an entry
        assertThat(instance.progress().index())
                .as("it does not fit on the state before")
                .isEqualTo(1);
        machine.reinitialize();
        awaitExecuted(281);
        TransactionContext second = append(machine, 282, 2);
        machine.applyTransaction(first);
        machine.applyTransaction(second);

        eventually("both have left", () -> execution.release().released().index() == 282);
        assertThat(releasedSequence()).isEqualTo(2);
    }

    @Test
    @Timeout(60)
    void nobodyWaitsForAnInstanceThatHasDied() throws Exception {
        Path snapshot = otherState();
        dies = true;
        instance.execute(replica -> null);
        eventually("its thread ends", () -> instance.isEnded() && !failures.isEmpty());

        assertThatThrownBy(() -> restore(snapshot))
                .hasMessageContaining("a snapshot cannot be restored")
                .hasMessageContaining("instance=0:plain");
        failures.clear();
    }

    @Test
    @Timeout(60)
    void nobodyWaitsForAnInstanceThatTheNodesEndLeavesBehind() throws Exception {
        Path snapshot = otherState();
        CountDownLatch isReading = new CountDownLatch(1);
        instance.execute(replica -> isReading.await(120, TimeUnit.SECONDS));
        feed.suspend();
        CompletableFuture<Void> restored = CompletableFuture.runAsync(() -> restore(snapshot));
        eventually("the feed goes on behind it", () -> feed.committed().index() == 280);

        execution.abort();
        try {
            assertThatThrownBy(() -> restored.get(30, TimeUnit.SECONDS))
                    .hasMessageContaining("a snapshot cannot be restored")
                    .hasMessageContaining("instance=0:plain");
        } finally {
            isReading.countDown();
        }
    }

    @Test
    @Timeout(60)
    void nobodyWaitsForAReleaseThreadThatHasEnded() throws Exception {
        Path snapshot = otherState();
        execution.release().stop();

        assertThatThrownBy(() -> restore(snapshot))
                .hasMessageContaining("does not answer any more: the release thread");
    }

    @Test
    @Timeout(60)
    void aReleaseThreadThatDoesNotStopIsLeftBehindAndNamedWithWhereItIs() throws Exception {
        CountDownLatch isStuck = new CountDownLatch(1);
        CountDownLatch isFree = new CountDownLatch(1);
        afterwards = () -> stick(isStuck, isFree);
        execution.onLeader(1, true);
        assertThat(isStuck.await(30, TimeUnit.SECONDS)).isTrue();
        try (LoggedLines logged = new LoggedLines(ReleaseAgent.class, Level.WARN)) {
            execution.release().stop(50);

            assertThat(logged.lines())
                    .singleElement()
                    .asString()
                    .startsWith("a thread does not stop, it is left behind: thread=release, waitedMillis=50, at:")
                    .contains("ExecutionTest.stick");
        } finally {
            isFree.countDown();
        }
    }

    private static void stick(CountDownLatch isStuck, CountDownLatch isFree) {
        if (Thread.currentThread().getName().equals("release")) {
            isStuck.countDown();
            try {
                isFree.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private TransactionContext append(GroupStateMachine machine, long index, long number) {
        byte[] input = LedgerMachine.input("input");
        Input submit = new Input.Submit(CLIENT, 1, number, 0, false, 0, input.length);
        ByteBuffer bytes = ByteBuffer.allocate(InputBatchCodec.HEADER_BYTES + InputBatchCodec.sizeBytes(submit));
        InputBatchCodec.writeHeader(bytes, index, 1);
        InputBatchCodec.write(bytes, submit, ByteBuffer.wrap(input));
        LogEntryProto entry = LogEntryProto.newBuilder()
                .setTerm(3)
                .setIndex(index)
                .setStateMachineLogEntry(
                        StateMachineLogEntryProto.newBuilder().setLogData(ByteString.copyFrom(bytes.array())))
                .build();
        TransactionContext appended = machine.startTransaction(entry, RaftPeerRole.FOLLOWER);
        log.entries.put(index, InputBatchCodec.decode(3, index, bytes.array()));
        return appended;
    }

    private static final class NobodyListens implements GroupStateMachine.LeadershipListener {
        @Override
        public void onLeaderChanged(Leader leader) {}

        @Override
        public void onLeader(long term, boolean leads) {}
    }

    private static void awaitPublished(Snapshots snapshots, CompletableFuture<Snapshots.Taken> taking) {
        eventually("the snapshot is taken", () -> {
            snapshots.publishIfCommitted();
            return taking.isDone();
        });
    }

    /** What the instance was given to do before is done, and what follows from it. */
    private void drainedTasks() throws Exception {
        instance.execute(replica -> true).get(10, TimeUnit.SECONDS);
        drained();
    }

    private Snapshots snapshots() throws IOException {
        execution.stream().start();
        store.init(RaftStorage.newBuilder()
                .setDirectory(directory.resolve("raft").toFile())
                .setLogCorruptionPolicy(RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION)
                .setOption(RaftStorage.StartupOption.FORMAT)
                .setStorageFreeSpaceMin(SizeInBytes.valueOf("1MB"))
                .build());
        return new Snapshots(NodeConfig.Snapshots.DEFAULT, store, execution, purged -> {});
    }

    private void openSession() throws IOException {
        add(new InputBatch(
                1,
                1,
                1,
                List.of(
                        new Input.ChangeSettings(new Settings(1_000_000_000_000L, 10, 64, 1 << 12, 1_000)),
                        new Input.OpenSession(CLIENT, 1)),
                new byte[0]));
        execution.onCommitted(new EntryId(1, 1));
    }

    private void submit(long term, long index, long number) throws IOException {
        byte[] bytes = LedgerMachine.input("input");
        add(new InputBatch(
                term, index, index, List.of(new Input.Submit(CLIENT, 1, number, 0, false, 0, bytes.length)), bytes));
    }

    private void add(InputBatch batch) throws IOException {
        execution.onAppended(batch);
        log.entries.put(batch.index(), batch);
    }

    private void awaitExecuted(long index) {
        eventually("entry " + index + " is executed", () -> instance.progress().index() == index);
    }

    /** Everything told to the release thread before has had its consequences. */
    private void drained() throws Exception {
        for (int i = 0; i < 2; i++) {
            execution.release().scores().get(10, TimeUnit.SECONDS);
        }
    }

    private long releasedSequence() {
        return execution.release().released().sequence();
    }

    /** A snapshot of another log, of which this one knows nothing. */
    private Path otherState() throws IOException {
        Replica other = new Replica(PLAIN.create(), 1 << 10);
        other.execute(
                new InputBatch(
                        2,
                        280,
                        280,
                        List.of(
                                new Input.ChangeSettings(new Settings(1_000_000_000_000L, 10, 64, 1 << 12, 1_000)),
                                new Input.OpenSession(CLIENT, 1)),
                        new byte[0]),
                outcome -> {});
        Path file = directory.resolve("snapshot");
        Files.deleteIfExists(file);
        SnapshotFile.write(file, IDENTITY, other::writeSnapshot);
        return file;
    }

    private void restore(Path snapshot) {
        try {
            log.entries.clear();
            log.start = 281;
            execution.restore(snapshot, IDENTITY, new EntryId(2, 280));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
