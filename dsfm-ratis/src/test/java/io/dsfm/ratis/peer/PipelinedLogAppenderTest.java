package io.dsfm.ratis.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.util.AwaitForSignal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PipelinedLogAppenderTest {

    private AppenderFixture leader = new AppenderFixture(SendHold.NONE);

    @AfterEach
    void close() {
        leader.close();
    }

    @Test
    void aFollowerGetsWhatCanBeReadAndTheRestWhenThatCanBeReadAgain() {
        leader.log(3);
        leader.unreadable.add(1L);
        leader.appender.notifyLogAppender();
        assertThat(leader.sent).hasSize(1);
        assertThat(leader.indexes(0)).containsExactly(0L);

        leader.confirm(0);
        assertThat(leader.sent).hasSize(1);

        leader.unreadable.clear();
        while (leader.sent.size() < 2) {
            leader.appender.notifyLogAppender(); // it waits a little before it tries again
        }
        assertThat(leader.indexes(1)).containsExactly(1L, 2L);
    }

    @Test
    void aHeartbeatThatIsAskedForWhileOneIsBuiltIsSentToo() {
        long[] countsFrom = new long[1];
        leader.whileBuilding = () -> {
            leader.whileBuilding = () -> {};
            countsFrom[0] = leader.askForHeartbeat();
        };
        leader.askForHeartbeat();
        leader.appender.onReady();

        assertThat(leader.sent)
                .extracting(request -> request.getServerRequest().getCallId())
                .containsExactly(0L, 1L);
        assertThat(countsFrom[0]).isEqualTo(1);
    }

    @Test
    void aHeartbeatDoesNotUseUpTheTimeOfEntries() {
        leader.close();
        leader = new AppenderFixture(SendHold.every(Duration.ofHours(1)));
        leader.log(1);
        leader.askForHeartbeat();
        leader.appender.onReady();

        assertThat(leader.sent)
                .extracting(AppendEntriesRequestProto::getEntriesCount)
                .containsExactly(0, 1);
    }

    @Test
    void afterAFailureTheDaemonIsWokenToTryAgainSoon() throws InterruptedException {
        leader.log(1);
        leader.appender.notifyLogAppender();
        assertThat(leader.appender.getEventAwaitForSignal().await(0, TimeUnit.MILLISECONDS))
                .isFalse();

        leader.answers.get(0).completeExceptionally(new PeerException("the link was lost"));

        assertThat(leader.appender.getEventAwaitForSignal().await(0, TimeUnit.MILLISECONDS))
                .isTrue();
    }

    /** A link that is lost fails all that is under way on it, in any order; the follower may hold the entry, and nobody asks again. */
    @Test
    void entriesWithoutAnswerAreSentAgainIfALaterHeartbeatFailsBeforeThem() {
        leader.log(1);
        leader.appender.notifyLogAppender();
        leader.askForHeartbeat();
        leader.appender.onReady();
        assertThat(leader.sent)
                .extracting(AppendEntriesRequestProto::getEntriesCount)
                .containsExactly(1, 0);

        leader.answers.get(1).completeExceptionally(new PeerException("the link was lost"));
        leader.answers.get(0).completeExceptionally(new PeerException("the link was lost"));

        assertThat(entriesOf(2)).containsExactly(0L);
    }

    @Test
    void entriesWithoutAnswerAreSentAgainIfLaterOnesFailBeforeThem() {
        leader.log(1);
        leader.appender.notifyLogAppender();
        leader.confirm(0); // from here on, several are under way
        leader.log(2);
        leader.appender.notifyLogAppender();
        leader.log(3);
        leader.appender.notifyLogAppender();

        leader.answers.get(2).completeExceptionally(new PeerException("the link was lost"));
        leader.answers.get(1).completeExceptionally(new PeerException("the link was lost"));

        assertThat(entriesOf(3)).containsExactly(1L, 2L);
    }

    @Test
    void entriesWithoutAnswerAreSentAgainIfOthersCannotBeSentBeforeTheyFail() {
        leader.log(1);
        leader.appender.notifyLogAppender();
        leader.confirm(0);
        leader.log(2);
        leader.appender.notifyLogAppender();
        leader.log(3);
        leader.whileBuilding = () -> {
            leader.whileBuilding = () -> {};
            throw new IllegalStateException("cannot be sent");
        };
        leader.appender.notifyLogAppender();

        leader.answers.get(1).completeExceptionally(new PeerException("the link was lost"));

        assertThat(entriesOf(2)).containsExactly(1L, 2L);
    }

    /** A message of its own would say nothing while entries are under way: it cannot say what is before them. */
    @Test
    void aCommitIsToldAfterTheEntriesUnderWayAreAnswered() {
        leader.log(1);
        leader.appender.notifyLogAppender();
        leader.commitIndex = 0;
        long untilNanos = System.nanoTime() + 4 * CommitNews.WAIT_NANOS;
        while (System.nanoTime() - untilNanos < 0) {
            leader.appender.notifyLogAppender();
        }
        assertThat(leader.sent).hasSize(1);

        leader.confirm(0);

        assertThat(entriesOf(1)).isEmpty();
        assertThat(leader.sent.get(1).getLeaderCommit()).isZero();
        assertThat(leader.sent.get(1).getPreviousLog().getIndex()).isZero();
    }

    @Test
    void aCommitThatWasToldAndLostIsToldAgain() {
        leader.log(1);
        leader.appender.notifyLogAppender();
        leader.confirm(0);
        leader.commitIndex = 0;
        assertThat(entriesOf(1)).isEmpty();

        leader.answers.get(1).completeExceptionally(new PeerException("the link was lost"));

        assertThat(entriesOf(2)).isEmpty();
        assertThat(leader.sent.get(2).getLeaderCommit()).isZero();
    }

    /** The entries of the request with this number; it waits a little before it tries again. */
    private List<Long> entriesOf(int request) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(2); // a hundred times as long
        while (leader.sent.size() <= request && System.nanoTime() - deadlineNanos < 0) {
            leader.appender.notifyLogAppender();
        }
        assertThat(leader.sent).as("sent again").hasSizeGreaterThan(request);
        return leader.indexes(request);
    }

    @Test
    void theDaemonDoesNotWakeEachMillisecondForAHeartbeatThatCannotBeSent() throws Exception {
        Waits waits = restart(5);
        leader.isConnected = false;
        leader.askForHeartbeat();
        runDaemon();

        assertThat(waits.millis).containsOnly(PipelinedLogAppender.RETRY_MILLIS).hasSize(5);
        assertThat(leader.sent).isEmpty();
    }

    @Test
    void theDaemonWaitsForTheNextTryAndNotForTheHeartbeatAfterAFailure() throws Exception {
        Waits waits = restart(1);
        leader.askForHeartbeat();
        leader.appender.onReady();
        leader.answers.get(0).completeExceptionally(new PeerException("the link was lost"));
        runDaemon();

        assertThat(waits.millis.get(0)).isBetween(1L, PipelinedLogAppender.RETRY_MILLIS);
    }

    @Test
    void theDaemonWaitsForTheHeartbeatIfAllIsWell() throws Exception {
        Waits waits = restart(1);
        runDaemon();

        assertThat(waits.millis.get(0)).isGreaterThan(TimeUnit.MINUTES.toMillis(1));
    }

    private Waits restart(int waitsMax) {
        leader.close();
        Waits waits = new Waits(waitsMax);
        leader = new AppenderFixture(SendHold.NONE, waits);
        return waits;
    }

    /** Runs the daemon in this thread, until it waits once more than it may. */
    private void runDaemon() throws IOException {
        try {
            leader.appender.run();
        } catch (InterruptedException e) {
            assertThat(e).hasMessage(Waits.ENOUGH);
        }
    }

    /** Counts what the daemon waits instead of waiting. */
    private static final class Waits extends AwaitForSignal {

        static final String ENOUGH = "enough";

        final List<Long> millis = new ArrayList<>();
        private final int max;

        Waits(int max) {
            super("test");
            this.max = max;
        }

        @Override
        public boolean await(long time, TimeUnit unit) throws InterruptedException {
            if (millis.size() == max) {
                throw new InterruptedException(ENOUGH);
            }
            millis.add(unit.toMillis(time));
            return false;
        }
    }
}
