package io.dsfm.ratis.core;

import static io.dsfm.ratis.core.OutcomeKind.ANSWER_FORGOTTEN;
import static io.dsfm.ratis.core.OutcomeKind.EXECUTED;
import static io.dsfm.ratis.core.OutcomeKind.NUMBER_REUSED;
import static io.dsfm.ratis.core.OutcomeKind.OUT_OF_ORDER;
import static io.dsfm.ratis.core.OutcomeKind.REPEATED;
import static io.dsfm.ratis.core.OutcomeKind.SESSIONS_FULL;
import static io.dsfm.ratis.core.OutcomeKind.SESSION_EXPIRED;
import static io.dsfm.ratis.core.OutcomeKind.SESSION_OPENED;
import static io.dsfm.ratis.core.OutcomeKind.SESSION_SUPERSEDED;
import static io.dsfm.ratis.core.OutcomeKind.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients may rely on: each request executed once, in order, and answered the same each time. */
final class SessionTest {

    private static final long CLIENT = 5;
    private static final int KEY = 9;
    private static final long TIMEOUT_NANOS = 1_000;

    private final Driver driver = new Driver();

    @Test
    void executesTheNextNumberOnce() {
        long session = driver.open(CLIENT);

        Outcome first = driver.submit(CLIENT, session, 1, Counters.add(KEY, 3));
        Outcome second = driver.submit(CLIENT, session, 2, Counters.add(KEY, 4));

        assertThat(List.of(first.kind(), second.kind())).containsExactly(EXECUTED, EXECUTED);
        assertThat(List.of(first.answer().sequence(), second.answer().sequence()))
                .containsExactly(1L, 2L);
        assertThat(driver.counter(KEY)).isEqualTo(7);
    }

    @Test
    void answersAResentRequestAsTheFirstTime() {
        long session = driver.open(CLIENT);
        driver.advance(10);
        Outcome first = driver.submit(CLIENT, session, 1, Counters.add(KEY, 3));
        driver.submit(CLIENT, session, 2, Counters.add(KEY, 4));
        driver.advance(10);

        Outcome again = driver.submit(CLIENT, session, 1, Counters.add(KEY, 3));

        assertThat(again.kind()).isEqualTo(REPEATED);
        assertThat(again.answer().index()).isEqualTo(first.answer().index());
        assertThat(again.answer().sequence()).isEqualTo(first.answer().sequence());
        assertThat(again.answer().timestampNanos()).isEqualTo(10);
        assertThat(again.answer().output()).isEqualTo(first.answer().output());
        assertThat(again.logIndex()).isGreaterThan(first.logIndex());
        assertThat(driver.counter(KEY)).isEqualTo(7);
    }

    @Test
    void answersBothOfTwoEqualRequestsInOneBatch() {
        long session = driver.open(CLIENT);

        List<Outcome> outcomes = driver.execute(new Batches()
                .submit(CLIENT, session, 1, 0, Counters.add(KEY, 3))
                .submit(CLIENT, session, 1, 0, Counters.add(KEY, 3)));

        assertThat(outcomes).extracting(Outcome::kind).containsExactly(EXECUTED, REPEATED);
        assertThat(driver.counter(KEY)).isEqualTo(3);
    }

    @Test
    void refusesANumberAboveTheNextAndTellsTheNext() {
        long session = driver.open(CLIENT);
        driver.submit(CLIENT, session, 1, Counters.add(KEY, 3));

        Outcome early = driver.submit(CLIENT, session, 3, Counters.add(KEY, 4));

        assertThat(early.kind()).isEqualTo(OUT_OF_ORDER);
        assertThat(early.detail()).isEqualTo(2);
        assertThat(early.answer()).isNull();
        assertThat(driver.counter(KEY)).isEqualTo(3);
        assertThat(driver.submit(CLIENT, session, 2, Counters.add(KEY, 4)).kind())
                .isEqualTo(EXECUTED);
    }

    @Test
    void neverExecutesARequestThatWasSkippedFirst() {
        long session = driver.open(CLIENT);

        assertThat(driver.skip(CLIENT, session, 1).kind()).isEqualTo(SKIPPED);
        Outcome late = driver.submit(CLIENT, session, 1, Counters.add(KEY, 3));

        assertThat(late.kind()).isEqualTo(SKIPPED);
        assertThat(driver.counter(KEY)).isZero();
        assertThat(driver.replica.sequence()).isZero();
        assertThat(driver.submit(CLIENT, session, 2, Counters.add(KEY, 4)).kind())
                .isEqualTo(EXECUTED);
    }

    @Test
    void answersASkipOfAnExecutedRequestWithItsAnswer() {
        long session = driver.open(CLIENT);
        Outcome first = driver.submit(CLIENT, session, 1, Counters.add(KEY, 3));

        Outcome skip = driver.skip(CLIENT, session, 1);

        assertThat(skip.kind()).isEqualTo(REPEATED);
        assertThat(skip.answer()).isEqualTo(first.answer());
    }

    @Test
    void answersASkipSentTwiceTheSame() {
        long session = driver.open(CLIENT);
        driver.skip(CLIENT, session, 1);

        assertThat(driver.skip(CLIENT, session, 1).kind()).isEqualTo(SKIPPED);
    }

    @Test
    void refusesASkipAboveTheNextNumber() {
        long session = driver.open(CLIENT);

        Outcome early = driver.skip(CLIENT, session, 2);

        assertThat(early.kind()).isEqualTo(OUT_OF_ORDER);
        assertThat(early.detail()).isEqualTo(1);
    }

    @Test
    void refusesANumberUsedForAnotherInputBefore() {
        long session = driver.open(CLIENT);
        driver.submit(CLIENT, session, 1, Counters.add(KEY, 3));

        Outcome reused = driver.submit(CLIENT, session, 1, Counters.add(KEY, 4));

        assertThat(reused.kind()).isEqualTo(NUMBER_REUSED);
        assertThat(reused.answer()).isNull();
        assertThat(driver.counter(KEY)).isEqualTo(3);
    }

    @Test
    void supersedesTheSessionOfAnEarlierProcessButKeepsItsAnswers() {
        long before = driver.open(CLIENT);
        Outcome first = driver.submit(CLIENT, before, 1, Counters.add(KEY, 3));

        Outcome opened = driver.tryOpen(CLIENT);

        assertThat(opened.kind()).isEqualTo(SESSION_OPENED);
        assertThat(opened.number()).isEqualTo(1);
        assertThat(opened.detail()).isNotEqualTo(before);
        assertThat(opened.correlationId()).isEqualTo(CLIENT * 7);
        assertThat(driver.submit(CLIENT, before, 2, Counters.add(KEY, 4)).kind())
                .isEqualTo(SESSION_SUPERSEDED);
        assertThat(driver.submit(CLIENT, opened.detail(), 1, Counters.add(KEY, 3))
                        .answer())
                .isEqualTo(first.answer());
        assertThat(driver.counter(KEY)).isEqualTo(3);
    }

    @Test
    void neverGivesASessionIdTwice() {
        driver.with(withTimeout());
        long first = driver.open(CLIENT);
        driver.advance(TIMEOUT_NANOS + 1);
        long second = driver.open(CLIENT);

        assertThat(List.of(second, driver.open(CLIENT), driver.open(CLIENT + 1)))
                .doesNotHaveDuplicates()
                .doesNotContain(first);
    }

    @Test
    void refusesAClientWithoutSession() {
        assertThat(driver.submit(CLIENT, 1, 1, Counters.add(KEY, 3)).kind()).isEqualTo(SESSION_EXPIRED);
        assertThat(driver.counter(KEY)).isZero();
    }

    @Test
    void neverExecutesAgainAfterTheSessionExpiredByTheLogsTime() {
        driver.with(withTimeout());
        long session = driver.open(CLIENT);
        driver.submit(CLIENT, session, 1, Counters.add(KEY, 3));
        driver.advance(TIMEOUT_NANOS + 1);

        Outcome late = driver.submit(CLIENT, session, 1, Counters.add(KEY, 3));

        assertThat(late.kind()).isEqualTo(SESSION_EXPIRED);
        assertThat(driver.counter(KEY)).isEqualTo(3);
        long newSession = driver.open(CLIENT);
        assertThat(driver.submit(CLIENT, session, 1, Counters.add(KEY, 3)).kind())
                .isEqualTo(SESSION_SUPERSEDED);
        assertThat(driver.submit(CLIENT, newSession, 1, Counters.add(KEY, 5)).kind())
                .isEqualTo(EXECUTED);
    }

    @Test
    void keepsASessionForTheWholeTimeout() {
        driver.with(withTimeout());
        long session = driver.open(CLIENT);
        driver.advance(TIMEOUT_NANOS);

        assertThat(driver.submit(CLIENT, session, 1, Counters.add(KEY, 3)).kind())
                .isEqualTo(EXECUTED);
    }

    @Test
    void keepsASessionWhoseClientIsHeardInAnyWay() {
        driver.with(withTimeout());
        long alive = driver.open(CLIENT);
        long resending = driver.open(CLIENT + 1);
        driver.submit(CLIENT + 1, resending, 1, Counters.add(KEY, 3));
        long early = driver.open(CLIENT + 2);
        driver.open(CLIENT + 3);

        for (int i = 0; i < 5; i++) {
            driver.advance(TIMEOUT_NANOS - 1);
            driver.keepAlive(CLIENT, alive);
            driver.submit(CLIENT + 1, resending, 1, Counters.add(KEY, 3));
            driver.submit(CLIENT + 2, early, 99, Counters.add(KEY, 3));
        }

        assertThat(driver.replica.sessionCount()).isEqualTo(3);
        assertThat(driver.submit(CLIENT + 3, 4, 1, Counters.add(KEY, 3)).kind()).isEqualTo(SESSION_EXPIRED);
    }

    @Test
    void anEarlierProcessDoesNotKeepTheSessionAlive() {
        driver.with(withTimeout());
        long before = driver.open(CLIENT);
        driver.open(CLIENT);
        driver.advance(TIMEOUT_NANOS);
        driver.keepAlive(CLIENT, before);
        driver.advance(1);

        driver.keepAlive(CLIENT, before);

        assertThat(driver.replica.sessionCount()).isZero();
    }

    @Test
    void refusesASessionTooManyButNotATakeover() {
        driver.with(new Settings(TIMEOUT_NANOS, 2, 10, 1_000, 1));
        driver.open(CLIENT);
        driver.open(CLIENT + 1);

        Outcome refused = driver.tryOpen(CLIENT + 2);

        assertThat(refused.kind()).isEqualTo(SESSIONS_FULL);
        assertThat(refused.detail()).isEqualTo(2);
        assertThat(driver.tryOpen(CLIENT).kind()).isEqualTo(SESSION_OPENED);
        driver.advance(TIMEOUT_NANOS + 1);
        assertThat(driver.tryOpen(CLIENT + 2).kind()).isEqualTo(SESSION_OPENED);
    }

    @Test
    void forgetsAcknowledgedAnswersAndNeverExecutesThemAgain() {
        long session = driver.open(CLIENT);
        driver.submit(CLIENT, session, 1, Counters.add(KEY, 3));
        driver.submit(CLIENT, session, 2, Counters.add(KEY, 4));
        driver.submit(CLIENT, session, 3, 1, Counters.add(KEY, 5));

        assertThat(driver.submit(CLIENT, session, 1, Counters.add(KEY, 3)).kind())
                .isEqualTo(ANSWER_FORGOTTEN);
        assertThat(driver.skip(CLIENT, session, 1).kind()).isEqualTo(ANSWER_FORGOTTEN);
        assertThat(driver.submit(CLIENT, session, 2, Counters.add(KEY, 4)).kind())
                .isEqualTo(REPEATED);
        assertThat(driver.counter(KEY)).isEqualTo(12);
    }

    @Test
    void acknowledgementBeyondTheLastNumberIsHarmless() {
        long session = driver.open(CLIENT);
        driver.submit(CLIENT, session, 1, Counters.add(KEY, 3));

        driver.submit(CLIENT, session, 2, Long.MAX_VALUE, Counters.add(KEY, 4));

        assertThat(driver.submit(CLIENT, session, 1, Counters.add(KEY, 3)).kind())
                .isEqualTo(ANSWER_FORGOTTEN);
        assertThat(driver.submit(CLIENT, session, 2, Counters.add(KEY, 4)).kind())
                .isEqualTo(REPEATED);
        assertThat(driver.submit(CLIENT, session, 3, Counters.add(KEY, 5)).kind())
                .isEqualTo(EXECUTED);
        assertThat(driver.submit(CLIENT, session, 3, Long.MIN_VALUE, Counters.add(KEY, 5))
                        .kind())
                .isEqualTo(REPEATED);
    }

    @Test
    void forgetsTheOldestAnswersBeyondTheNumberKept() {
        driver.with(new Settings(TIMEOUT_NANOS, 1, 3, 1_000_000, 1));
        long session = driver.open(CLIENT);
        for (long number = 1; number <= 20; number++) {
            driver.submit(CLIENT, session, number, Counters.add(KEY, 1));
        }

        for (long number = 1; number <= 20; number++) {
            assertThat(driver.submit(CLIENT, session, number, Counters.add(KEY, 1))
                            .kind())
                    .isEqualTo(number <= 17 ? ANSWER_FORGOTTEN : REPEATED);
        }
        assertThat(driver.counter(KEY)).isEqualTo(20);
    }

    @Test
    void forgetsTheOldestAnswersBeyondTheBytesKeptButNeverTheNewest() {
        int outputBytes = 12 + 100;
        driver.with(new Settings(TIMEOUT_NANOS, 1, 1_000, 3 * outputBytes, 1));
        long session = driver.open(CLIENT);
        for (long number = 1; number <= 5; number++) {
            driver.submit(CLIENT, session, number, Counters.echo(100));
        }
        assertThat(driver.submit(CLIENT, session, 2, Counters.echo(100)).kind()).isEqualTo(ANSWER_FORGOTTEN);
        assertThat(driver.submit(CLIENT, session, 3, Counters.echo(100)).kind()).isEqualTo(REPEATED);

        driver.submit(CLIENT, session, 6, Counters.echo(5_000));

        assertThat(driver.submit(CLIENT, session, 5, Counters.echo(100)).kind()).isEqualTo(ANSWER_FORGOTTEN);
        assertThat(driver.submit(CLIENT, session, 6, Counters.echo(5_000)).kind())
                .isEqualTo(REPEATED);
    }

    @Test
    void numbersThatNoClientMayUseExecuteNothing() {
        long session = driver.open(CLIENT);

        for (long number : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(driver.submit(CLIENT, session, number, Counters.add(KEY, 1))
                            .kind())
                    .isIn(ANSWER_FORGOTTEN, OUT_OF_ORDER);
        }
        assertThat(driver.counter(KEY)).isZero();
    }

    private static Settings withTimeout() {
        return new Settings(TIMEOUT_NANOS, 100, 10, 1_000, 1);
    }
}
