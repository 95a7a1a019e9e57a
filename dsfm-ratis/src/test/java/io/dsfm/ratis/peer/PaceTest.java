package io.dsfm.ratis.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PaceTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void withoutAHoldItIsAlwaysTime() {
        Pace pace = new Pace(SendHold.NONE, timer, () -> {});
        pace.onSending(0);

        assertThat(pace.isDue(7)).isTrue();
    }

    @Test
    void theFirstGoesAtOnceAndTheNextHasToWaitForItsAnswerAndItsTime() {
        Pace pace = new Pace(SendHold.every(LONG), timer, () -> {});

        assertThat(pace.isDue(0)).isTrue();
        pace.onSending(0);
        assertThat(pace.isDue(1)).isFalse();
        assertThat(pace.isDue(0)).isFalse();
    }

    @Test
    void whatIsUrgentGoesAtOnceAndOnlyThat() {
        SendHold hold = SendHold.every(LONG);
        Pace pace = new Pace(hold, timer, () -> {});
        pace.onSending(0);
        hold.begin(true);
        assertThat(pace.isDue(1)).as("it is not in the log yet").isFalse();
        hold.end();

        assertThat(pace.isDue(1)).isTrue();
        pace.onSending(hold.urgent());
        assertThat(pace.isDue(1)).isFalse();
    }

    @Test
    void whenItIsTimeTheSenderIsCalled() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        Pace pace = new Pace(SendHold.every(Duration.ofMillis(50)), timer, called::countDown);
        pace.onSending(0);

        assertThat(pace.isDue(0)).isFalse();
        assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(pace.isDue(0)).isTrue();
    }

    @Test
    void whatThisThreadAppendsIsHeldUntilItIsLetGo() throws InterruptedException {
        SendHold hold = SendHold.every(Duration.ZERO);
        AtomicInteger sent = new AtomicInteger();
        hold.add(sent::incrementAndGet);

        hold.begin(false);
        assertThat(hold.isHeld()).isTrue();
        Thread other = new Thread(() -> assertThat(hold.isHeld()).isFalse());
        other.start();
        other.join();
        hold.end();
        assertThat(hold.isHeld()).isFalse();
        assertThat(sent).hasValue(0);

        hold.letGo();
        assertThat(sent).hasValue(1);
    }

    /** The answer may leave while the entry is still on its way into the log: then there was nothing to be sent yet. */
    @Test
    void whatWasLetGoTooEarlyIsSentAtTheEnd() {
        SendHold hold = SendHold.every(Duration.ZERO);
        AtomicInteger sent = new AtomicInteger();
        hold.add(sent::incrementAndGet);

        hold.begin(false);
        hold.letGo();
        hold.end();

        assertThat(sent).hasValue(2);
    }
}
