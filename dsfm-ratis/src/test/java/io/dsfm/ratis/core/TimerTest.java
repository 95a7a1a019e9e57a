package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a state machine may rely on: each timer fires once, in order, in an input of its own, at the log's time. */
final class TimerTest {

    private static final long CLIENT = 5;

    private final Driver driver = new Driver();
    private long session;
    private long number;

    @BeforeEach
    void openSession() {
        session = driver.open(CLIENT);
    }

    private void schedule(long timerId, long delayNanos) {
        driver.submit(CLIENT, session, ++number, Counters.schedule(timerId, delayNanos));
    }

    private void cancel(long timerId) {
        driver.submit(CLIENT, session, ++number, Counters.cancel(timerId));
    }

    @Test
    void fireInOrderOfDeadlineThenId() {
        schedule(7, 20);
        schedule(-1, 20);
        schedule(1, 30);
        schedule(4, 10);
        driver.advance(30);

        List<Outcome> fired = driver.fire(100);

        assertThat(fired).extracting(Outcome::number).containsExactly(4L, -1L, 7L, 1L);
        assertThat(fired).extracting(Outcome::kind).containsOnly(OutcomeKind.TIMER_FIRED);
        assertThat(fired).extracting(Outcome::clientId).containsOnly(0L);
        assertThat(fired).extracting(outcome -> outcome.answer().sequence()).containsExactly(5L, 6L, 7L, 8L);
        assertThat(fired)
                .extracting(outcome -> outcome.answer().timestampNanos())
                .containsOnly(30L);
    }

    @Test
    void doNotFireBeforeTheirDeadline() {
        schedule(1, 10);
        driver.advance(9);
        assertThat(driver.fire(100)).isEmpty();

        driver.advance(1);

        assertThat(driver.fire(100)).hasSize(1);
    }

    @Test
    void fireOnce() {
        schedule(1, 10);
        driver.advance(10);
        driver.fire(100);

        assertThat(driver.fire(100)).isEmpty();
        assertThat(driver.counter(1)).isEqualTo(1);
    }

    @Test
    void doNotFireOnceCancelledEvenIfDue() {
        schedule(1, 10);
        schedule(2, 10);
        driver.advance(10);
        cancel(1);
        cancel(99);

        assertThat(driver.fire(100)).extracting(Outcome::number).containsExactly(2L);
    }

    @Test
    void moveWhenScheduledAgain() {
        schedule(1, 10);
        schedule(2, 20);
        schedule(1, 30);
        driver.advance(25);
        assertThat(driver.fire(100)).extracting(Outcome::number).containsExactly(2L);
        assertThat(driver.replica.nextDeadlineNanos()).isEqualTo(30);

        driver.advance(5);

        assertThat(driver.fire(100)).extracting(Outcome::number).containsExactly(1L);
    }

    @Test
    void fireNoMoreThanTheLimitAndTheRestLater() {
        for (long timerId : new long[] {1, 2, 4, 5, 7}) {
            schedule(timerId, timerId);
        }
        driver.advance(10);

        assertThat(driver.fire(2)).extracting(Outcome::number).containsExactly(1L, 2L);
        assertThat(driver.fire(0)).isEmpty();
        assertThat(driver.fire(-1)).isEmpty();
        assertThat(driver.fire(2)).extracting(Outcome::number).containsExactly(4L, 5L);
        assertThat(driver.fire(2)).extracting(Outcome::number).containsExactly(7L);
    }

    @Test
    void withADeadlineThatHasPassedFireInAnInputOfTheirOwn() {
        driver.advance(100);
        schedule(1, -50);

        assertThat(driver.counter(1)).isZero();
        assertThat(driver.fire(100)).extracting(Outcome::number).containsExactly(1L);
    }

    @Test
    void scheduledByATimerFireWhenDue() {
        schedule(3, 10);
        driver.advance(10);
        assertThat(driver.fire(100)).hasSize(1);
        assertThat(driver.replica.nextDeadlineNanos()).isEqualTo(11);
        driver.advance(1);

        assertThat(driver.fire(100)).extracting(Outcome::number).containsExactly(3L);
    }

    @Test
    void thatNeverStopScheduleAtMostTheLimit() {
        Driver endless = new Driver(new Counters.InArray() {
            @Override
            public void onTimer(
                    io.dsfm.statemachine.InputContext context, long timerId, io.dsfm.statemachine.Outputs outputs) {
                outputs.scheduleTimer(timerId, 0);
            }
        });
        endless.submit(CLIENT, endless.open(CLIENT), 1, Counters.schedule(1, 0));

        assertThat(endless.fire(50)).hasSize(50);
    }

    @Test
    void ofAFiringThatComesTooLateAreJustNotDue() {
        schedule(1, 10);
        driver.advance(10);
        driver.fire(1);
        schedule(1, 10);

        assertThat(driver.fire(1)).isEmpty();
        assertThat(driver.replica.nextDeadlineNanos()).isEqualTo(20);
    }

    @Test
    void areInTheSnapshot() throws Exception {
        schedule(7, 20);
        schedule(1, 10);
        schedule(-4, 20);
        Driver restored = new Driver(Driver.restored(new Counters.InTree(), driver.snapshot()));
        restored.advance(20);

        assertThat(restored.replica.nextDeadlineNanos()).isEqualTo(10);
        assertThat(restored.fire(100)).extracting(Outcome::number).containsExactly(1L, -4L, 7L);
    }

    @Test
    void haveNoDeadlineWhenThereAreNone() {
        assertThat(driver.replica.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
    }
}
