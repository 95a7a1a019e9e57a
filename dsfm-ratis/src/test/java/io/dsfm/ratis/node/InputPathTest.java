package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.google.protobuf.ByteString;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.core.ReleaseLevel;
import io.dsfm.ratis.core.Settings;
import io.dsfm.ratis.core.Watermark;
import io.dsfm.ratis.proto.Refusal;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How much goes into the log at once. */
final class InputPathTest implements LogWriter {

    private static final int INPUT_BYTES = 64 << 10;

    private final ArrayDeque<CompletableFuture<Appended>> underWay = new ArrayDeque<>();
    private long underWayBytes;
    private long lastIndex = 10;
    private long answeredIndex = Long.MAX_VALUE;
    private long term = 1;
    private int ended;

    @Override
    public boolean isLeader() {
        return true;
    }

    @Override
    public long term() {
        return term;
    }

    @Override
    public boolean isLeaderReady() {
        return true;
    }

    @Override
    public CompletableFuture<Appended> append(byte[] entry, boolean isUrgent) {
        CompletableFuture<Appended> appended = new CompletableFuture<>();
        underWay.add(appended);
        underWayBytes += entry.length;
        lastIndex++;
        return appended;
    }

    /** More than Ratis keeps for a disk that stands still would stop the thread that appends, under the log's lock. */
    @Test
    void theBytesUnderWayAreBoundedWhereAnswersDoNotWaitForTheDisk() {
        InputPath path = path(false);
        long number = 0;
        for (boolean goesOn = true; goesOn; goesOn = path.doWork()) {
            for (int i = 0; i < 16; i++) {
                path.offer(input(++number));
            }
        }

        assertThat(underWayBytes).isBetween(15L << 20, 18L << 20);
        underWay.remove().complete(new Appended(Fate.COMMITTED, 2));
        underWay.remove().complete(new Appended(Fate.COMMITTED, 3));
        assertThat(path.doWork()).as("there is room again").isTrue();
    }

    @Test
    void whatClientsWaitForIsBoundedAndWhatTheyDoNotWaitForMayBeUnderWay() {
        InputPath path = path(false);
        answeredIndex = lastIndex;
        long number = 0;
        int entries = 0;
        do {
            path.offer(input(++number));
        } while (path.doWork() && ++entries < 100);
        assertThat(entries).isEqualTo(NodeConfig.Limits.DEFAULT.entriesInFlight());
        assertThat(ended).isEqualTo(entries);

        answeredIndex++;

        assertThat(path.doWork()).as("one is answered").isTrue();
        path.offer(input(++number));
        assertThat(path.doWork()).isFalse();
        assertThat(underWay).as("none is committed").hasSize(entries + 1);
    }

    /** What was cut is never answered. */
    @Test
    void whatAnEarlierLeadershipLeftOpenIsNotWaitedFor() {
        InputPath path = path(false);
        answeredIndex = lastIndex;
        long number = 0;
        do {
            path.offer(input(++number));
        } while (path.doWork());
        underWay.forEach(appended -> appended.complete(new Appended(Fate.UNKNOWN, 0)));

        term = 3;
        lastIndex = 8;

        assertThat(path.doWork()).isTrue();
    }

    private InputPath path(boolean answersWaitForCommit) {
        Progress progress = new Progress(1, 1, 0, 0, 0, 0, Long.MAX_VALUE, 0, Settings.INITIAL);
        return new InputPath(
                NodeConfig.Limits.DEFAULT,
                answersWaitForCommit,
                Settings.INITIAL,
                this,
                () -> 1L,
                () -> progress,
                () -> new Released(0, 0, 0, Watermark.NONE, 0, 0),
                Refusal::getDefaultInstance,
                new InputPath.Appending() {
                    @Override
                    public void onEnded() {
                        ended++;
                    }

                    @Override
                    public long lastIndex() {
                        return lastIndex;
                    }

                    @Override
                    public long answeredIndex() {
                        return answeredIndex;
                    }
                },
                new InputPathMetrics(new MetricRegistry()),
                (what, cause) -> {
                    throw new AssertionError(what, cause);
                });
    }

    private static PendingInput input(long number) {
        return new PendingInput(
                new Input.Submit(1, 1, number, 0, false, 0, INPUT_BYTES, ReleaseLevel.LOCAL),
                ByteString.copyFrom(new byte[INPUT_BYTES]),
                null);
    }
}
