package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.ReleaseLevel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a pause that no test waits for: what ends, ends for another reason. */
@Timeout(60)
class FlushPaceTest {

    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final FlushPace pace = new FlushPace(FOR_EVER);
    private Thread writer;

    @AfterEach
    void endWriter() throws InterruptedException {
        pace.end();
        if (writer != null) {
            writer.join();
        }
    }

    @Test
    void theLogIsNotForcedForWhatNobodyWantsOnDisk() throws InterruptedException {
        pace.onAppended(batch(1, submit(ReleaseLevel.LOCAL)));
        pace.onAppended(batch(2, submit(ReleaseLevel.COVERED)));
        startWriting(2);
        awaitWaiting();
        assertThat(writer.isAlive()).isTrue();
    }

    @Test
    void thePauseEndsWithAnEntryThatSomebodyWantsOnDisk() throws InterruptedException {
        startWriting(1);
        awaitWaiting();
        pace.onAppended(batch(2, submit(ReleaseLevel.LOCAL), submit(ReleaseLevel.COMMITTED)));
        writer.join();
    }

    @Test
    void anEntryThatWasWantedBeforeTheWriterCameIsNotWaitedFor() {
        pace.onAppended(batch(1, new Input.OpenSession(1, 2)));
        pace.await(1);
    }

    /** The writer may be released with what was written before; the entry itself comes to it after that. */
    @Test
    void aWantedEntryIsNotWaitedForUntilItIsForcedItself() throws InterruptedException {
        pace.onAppended(batch(5, submit(ReleaseLevel.COMMITTED)));
        pace.await(3);
        pace.await(5);
        startWriting(6);
        awaitWaiting();
        assertThat(writer.isAlive()).isTrue();
    }

    @Test
    void nothingIsPutOffUntilANewLeaderIsReady() throws InterruptedException {
        pace.onCommitted(1);
        startWriting(1);
        awaitWaiting();
        pace.onLeaderChanged(2);
        writer.join();
        pace.await(2);
        pace.onCommitted(1); // what its predecessor left
        pace.await(3);
        pace.onCommitted(2);
        startWriting(4);
        awaitWaiting();
        assertThat(writer.isAlive()).isTrue();
    }

    /** After a failed candidacy, or a restart, no first entry is to come. */
    @Test
    void aLeaderThatIsReadyAlreadyIsNotAwaited() throws InterruptedException {
        pace.onCommitted(2);
        pace.onLeaderChanged(2);
        startWriting(1);
        awaitWaiting();
        assertThat(writer.isAlive()).isTrue();
    }

    @Test
    void aNodeThatStopsForcesAtOnce() throws InterruptedException {
        startWriting(1);
        awaitWaiting();
        pace.end();
        writer.join();
        pace.await(2);
    }

    @Test
    void thePauseIsAllThatIsWaitedFor() {
        FlushPace shortly = new FlushPace(Duration.ofMillis(1));
        shortly.await(1);
        shortly.await(2);
    }

    @Test
    void whereResultsWaitForTheDiskNothingIsPutOff() {
        FlushPace.NONE.await(1);
        FlushPace.NONE.await(2);
    }

    private void startWriting(long writtenIndex) {
        writer = new Thread(() -> pace.await(writtenIndex), "writer");
        writer.start();
    }

    private void awaitWaiting() throws InterruptedException {
        while (writer.getState() != Thread.State.TIMED_WAITING) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static Input submit(ReleaseLevel level) {
        return new Input.Submit(1, 1, 1, 0, false, 0, 0, level);
    }

    private static InputBatch batch(long index, Input... inputs) {
        return new InputBatch(1, index, 0, List.of(inputs), new byte[0]);
    }
}
