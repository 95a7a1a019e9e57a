package io.dsfm.ratis.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.util.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test's thread is that of the network; while a node stands for election, appending waits for its end. */
@Timeout(60)
final class RequestAdapterTest {

    private static final RaftGroupIdProto GROUP = RaftGroupIdProto.newBuilder()
            .setId(RaftGroupId.randomId().toByteString())
            .build();

    private final List<Long> appended = new CopyOnWriteArrayList<>();
    private final List<Thread> appending = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch electionEnded = new CountDownLatch(1);
    private final AtomicInteger divisionsAsked = new AtomicInteger();
    private volatile RaftPeerRole role = RaftPeerRole.CANDIDATE;
    private volatile LifeCycle.State lifeCycle = LifeCycle.State.RUNNING;
    private final RequestAdapter adapter = new RequestAdapter(
            server(),
            Stub.of(ElectionGuard.class, Map.of()),
            Stub.of(PeerListener.class, Map.of("onEntriesFrom", args -> null)),
            new Intake(),
            node -> {});

    @AfterEach
    void close() {
        electionEnded.countDown();
        adapter.close();
    }

    @Test
    void theNetworkDoesNotWaitForTheEndOfAnElection() throws Exception {
        CompletableFuture<byte[]> answer = append(1);
        assertThat(answer).isNotDone();

        electionEnded.countDown(); // by a vote that the network's thread brings
        answer.get(30, TimeUnit.SECONDS);
        assertThat(appended).containsExactly(1L);
    }

    @Test
    void whatComesWhileAnAppendWaitsStaysBehindIt() throws Exception {
        append(1);
        role = RaftPeerRole.FOLLOWER; // Ratis sets it before it waits
        CompletableFuture<byte[]> second = append(2);
        assertThat(appended).isEmpty();

        electionEnded.countDown();
        second.get(30, TimeUnit.SECONDS);
        assertThat(append(3)).isDone();

        assertThat(appended).containsExactly(1L, 2L, 3L);
        assertThat(appending.get(2)).isSameAs(Thread.currentThread());
    }

    @Test
    void aLeaderIsHandedOverAsACandidateIs() throws Exception {
        role = RaftPeerRole.LEADER;
        CompletableFuture<byte[]> answer = append(1);
        assertThat(answer).isNotDone();

        electionEnded.countDown();
        answer.get(30, TimeUnit.SECONDS);
        assertThat(appending).doesNotContain(Thread.currentThread());
    }

    @Test
    void aFollowerAppendsInTheNetworksThreadAndAsksForItsDivisionOnce() {
        electionEnded.countDown();
        role = RaftPeerRole.FOLLOWER;

        assertThat(append(1)).isDone();
        assertThat(append(2)).isDone();
        assertThat(appending).containsOnly(Thread.currentThread());
        assertThat(divisionsAsked).hasValue(1);
    }

    @Test
    void noMoreIsKeptThanMayWaitAndWhatIsRefusedDoesNotCount() throws Exception {
        CompletableFuture<byte[]> last = append(1);
        for (int waiting = 2; waiting <= 256; waiting++) {
            last = append(waiting);
        }
        assertThat(append(257))
                .failsWithin(0, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("appends=256");

        electionEnded.countDown();
        last.get(30, TimeUnit.SECONDS);
        role = RaftPeerRole.FOLLOWER;
        assertThat(append(258)).isDone();
        assertThat(appending.get(256)).isSameAs(Thread.currentThread());
    }

    @Test
    void whatWaitsWhenItIsClosedIsRefusedAndNoThreadIsLeft() throws Exception {
        append(1);
        CompletableFuture<byte[]> second = append(2);
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        lifeCycle = LifeCycle.State.CLOSING;
        adapter.close();
        assertThat(append(3)).isCompletedExceptionally();

        electionEnded.countDown(); // Ratis ends it when it is closed
        assertThat(second)
                .failsWithin(30, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("is being closed");
        assertThat(appended).containsExactly(1L);
        appending.get(0).join(30_000);
        assertThat(appending.get(0).isAlive()).isFalse();
    }

    @Test
    void aQuestionForAReadIndexIsNotAnswered() {
        assertThat(adapter.onAsk("other", PeerMessage.READ_INDEX, new byte[0]))
                .failsWithin(0, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("not answered: READ_INDEX");
    }

    private CompletableFuture<byte[]> append(long callId) {
        AppendEntriesRequestProto request = AppendEntriesRequestProto.newBuilder()
                .setServerRequest(
                        RaftRpcRequestProto.newBuilder().setRaftGroupId(GROUP).setCallId(callId))
                .build();
        return adapter.onAsk("leader", PeerMessage.APPEND_ENTRIES, request.toByteArray());
    }

    private RaftServer server() {
        DivisionInfo info = Stub.of(DivisionInfo.class, Map.of("getCurrentRole", args -> role));
        RaftServer.Division division = Stub.of(RaftServer.Division.class, Map.of("getInfo", args -> info));
        return Stub.of(
                RaftServer.class,
                Map.of(
                        "getLifeCycleState", args -> lifeCycle,
                        "getDivision",
                                args -> {
                                    divisionsAsked.incrementAndGet();
                                    return division;
                                },
                        "appendEntriesAsync", args -> onAppend((AppendEntriesRequestProto) args[0])));
    }

    private CompletableFuture<AppendEntriesReplyProto> onAppend(AppendEntriesRequestProto request)
            throws InterruptedException {
        begun.countDown();
        if (!electionEnded.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the thread that would end the election waits for its end");
        }
        appended.add(request.getServerRequest().getCallId());
        appending.add(Thread.currentThread());
        return CompletableFuture.completedFuture(AppendEntriesReplyProto.getDefaultInstance());
    }
}
