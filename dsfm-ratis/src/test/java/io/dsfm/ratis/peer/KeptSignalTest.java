package io.dsfm.ratis.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class KeptSignalTest {

    private final KeptSignal signal = new KeptSignal("test");

    @Test
    void aSignalGivenBeforeTheWaitEndsIt() throws InterruptedException {
        signal.signal();

        assertThat(signal.await(1, TimeUnit.HOURS)).isTrue();
    }

    @Test
    void manySignalsEndOneWait() throws InterruptedException {
        signal.signal();
        signal.signal();

        assertThat(signal.await(1, TimeUnit.HOURS)).isTrue();
        assertThat(signal.await(0, TimeUnit.HOURS)).isFalse();
    }

    @Test
    void aSignalGivenDuringTheWaitEndsIt() throws Exception {
        FutureTask<Boolean> wait = new FutureTask<>(() -> signal.await(1, TimeUnit.HOURS));
        Thread waiter = new Thread(wait, "waiter");
        waiter.start();
        while (waiter.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        signal.signal();

        assertThat(wait.get()).isTrue();
    }

    @Test
    void theWaiterCanBeInterrupted() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> signal.await(1, TimeUnit.HOURS));
        assertThat(Thread.interrupted()).isFalse();
    }
}
