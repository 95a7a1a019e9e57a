package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Execution of the log, batch by batch. */
final class ReplicaTest {

    private static final long CLIENT = 5;

    @Test
    void timeNeverGoesBackWhenABatchsDoes() {
        Driver driver = new Driver();
        driver.execute(Batches.of(1, 1_000, new Input.OpenSession(CLIENT, 1)));

        List<Outcome> outcomes = driver.execute(
                new Batches().submit(CLIENT, 1, 1, 0, Counters.add(1, 1)).build(2, 400));

        assertThat(outcomes.get(0).answer().timestampNanos()).isEqualTo(1_000);
        assertThat(driver.replica.timestampNanos()).isEqualTo(1_000);
    }

    @Test
    void timeThatStandsStillExpiresNobody() {
        Driver driver = new Driver().with(new Settings(1, 10, 10, 1_000, 1));
        driver.execute(Batches.of(2, 1_000, new Input.OpenSession(CLIENT, 1)));

        driver.execute(Batches.of(3, 10));

        assertThat(driver.replica.sessionCount()).isEqualTo(1);
    }

    @Test
    void refusesAnEntryTwiceOrOutOfOrder() {
        Driver driver = new Driver();
        driver.execute(Batches.of(7, 0));

        assertThatThrownBy(() -> driver.execute(Batches.of(7, 0))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> driver.execute(Batches.of(6, 0))).isInstanceOf(IllegalStateException.class);
        assertThat(driver.replica.lastIndex()).isEqualTo(7);
    }

    @Test
    void settingsHoldFromTheirPlaceInTheLogOn() {
        Driver driver = new Driver();
        Settings settings = new Settings(50, 1, 2, 3, 4);

        List<Outcome> outcomes = driver.execute(new Batches()
                .add(new Input.OpenSession(1, 0))
                .add(new Input.OpenSession(2, 0))
                .add(new Input.ChangeSettings(settings))
                .add(new Input.OpenSession(3, 0)));

        assertThat(outcomes)
                .extracting(Outcome::kind)
                .containsExactly(OutcomeKind.SESSION_OPENED, OutcomeKind.SESSION_OPENED, OutcomeKind.SESSIONS_FULL);
        assertThat(driver.replica.settings()).isEqualTo(settings);
        assertThat(driver.replica.sessionCount()).isEqualTo(2);
    }

    @Test
    void fewerAnswersKeptHoldForTheNextAnswer() {
        Driver driver = new Driver().with(new Settings(1_000, 1, 10, 10_000, 1));
        long session = driver.open(CLIENT);
        for (int number = 1; number <= 5; number++) {
            driver.submit(CLIENT, session, number, Counters.add(1, 1));
        }

        driver.with(new Settings(1_000, 1, 2, 10_000, 1));
        driver.submit(CLIENT, session, 6, Counters.add(1, 1));

        assertThat(driver.submit(CLIENT, session, 4, Counters.add(1, 1)).kind())
                .isEqualTo(OutcomeKind.ANSWER_FORGOTTEN);
        assertThat(driver.submit(CLIENT, session, 5, Counters.add(1, 1)).kind()).isEqualTo(OutcomeKind.REPEATED);
    }

    @Test
    void takesTheDigestOfTheStateAtEachSequenceThatTheIntervalDivides() {
        Driver driver = new Driver().with(new Settings(1_000, 1, 100, 10_000, 3));
        long session = driver.open(CLIENT);

        List<Long> withDigest = new ArrayList<>();
        for (int number = 1; number <= 9; number++) {
            Outcome outcome = driver.submit(CLIENT, session, number, Counters.add(1, 1));
            if (outcome.stateDigest() != 0) {
                withDigest.add(outcome.answer().sequence());
                assertThat(outcome.stateDigest()).isEqualTo(driver.replica.digest());
            }
        }

        assertThat(withDigest).containsExactly(3L, 6L, 9L);
    }

    @Test
    void positionsNumberAllOutcomesWithoutGaps() {
        Driver driver = new Driver();

        List<Outcome> outcomes = driver.execute(new Batches()
                .add(new Input.OpenSession(CLIENT, 0))
                .add(new Input.KeepAlive(CLIENT, 1))
                .submit(CLIENT, 1, 1, 0, Counters.add(1, 1))
                .submit(CLIENT, 1, 5, 0, Counters.add(1, 1))
                .add(new Input.FireTimers(5))
                .skip(CLIENT, 1, 2));

        assertThat(outcomes).extracting(Outcome::position).containsExactly(1L, 2L, 3L, 4L);
        assertThat(driver.replica.position()).isEqualTo(4);
    }

    @Test
    void aStateMachineThatThrowsEndsInAnExceptionThatNamesTheInput() {
        Driver driver = new Driver(new Counters.InArray() {
            @Override
            public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
                if (context.sequence() == 2) {
                    throw new IllegalStateException("planted");
                }
                super.execute(context, input, outputs);
            }
        });
        long session = driver.open(CLIENT);
        driver.submit(CLIENT, session, 1, Counters.add(1, 1));

        assertThatThrownBy(() -> driver.submit(CLIENT, session, 2, new byte[] {(byte) 0xab, 0x10}))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("sequence=2, index=3, clientId=5, input=ab10")
                .hasMessageContaining("planted")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void anErrorOfTheStateMachineIsNoDifferent() {
        Driver driver = new Driver(new Counters.InArray() {
            @Override
            public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
                throw new StackOverflowError("planted");
            }
        });
        long session = driver.open(CLIENT);

        assertThatThrownBy(() -> driver.submit(CLIENT, session, 1, new byte[1_000]))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("(1000 bytes)")
                .hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void aSmuggledCheckedExceptionIsNoDifferent() {
        Driver driver = new Driver(new Counters.InArray() {
            @Override
            public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
                throw smuggled(new java.io.IOException("planted"));
            }
        });
        long session = driver.open(CLIENT);

        assertThatThrownBy(() -> driver.submit(CLIENT, session, 1, Counters.add(1, 1)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("sequence=1")
                .hasCauseInstanceOf(java.io.IOException.class);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException smuggled(Throwable exception) throws E {
        throw (E) exception;
    }

    @Test
    void aDigestThatThrowsIsNoDifferent() {
        Driver driver = new Driver(new Counters.InArray() {
            @Override
            public long digest() {
                throw new IllegalStateException("planted");
            }
        });
        driver.with(new Settings(1_000, 1, 1, 1, 2));
        long session = driver.open(CLIENT);
        driver.submit(CLIENT, session, 1, Counters.add(1, 1));

        assertThatThrownBy(() -> driver.submit(CLIENT, session, 2, Counters.add(1, 1)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("sequence=2, index=4")
                .hasMessageContaining("planted");
    }

    @Test
    void aTimerThatThrowsEndsInAnExceptionThatNamesIt() {
        Driver driver = new Driver(new Counters.InArray() {
            @Override
            public void onTimer(InputContext context, long timerId, Outputs outputs) {
                outputs.reply(new byte[0]);
            }
        });
        driver.submit(CLIENT, driver.open(CLIENT), 1, Counters.schedule(77, 0));

        assertThatThrownBy(() -> driver.fire(1))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("sequence=2, index=3, timerId=77, deadlineNanos=0")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void tellsTheStateMachineTheContextInTheLog() {
        List<String> seen = new ArrayList<>();
        Driver driver = new Driver(new Counters.InArray() {
            @Override
            public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
                seen.add(context.index() + " " + context.sequence() + " " + context.timestampNanos() + " "
                        + context.clientId());
                super.execute(context, input, outputs);
            }

            @Override
            public void onTimer(InputContext context, long timerId, Outputs outputs) {
                seen.add(context.index() + " " + context.sequence() + " " + context.timestampNanos() + " "
                        + context.clientId());
            }
        });
        driver.execute(Batches.of(10, 3, new Input.OpenSession(CLIENT, 0)));
        driver.execute(new Batches()
                .submit(CLIENT, 1, 1, 0, Counters.schedule(1, 0))
                .submit(CLIENT, 1, 2, 0, Counters.add(1, 1))
                .add(new Input.FireTimers(1))
                .build(20, 8));

        assertThat(seen).containsExactly("20 1 8 5", "20 2 8 5", "20 3 8 0");
    }

    @Test
    void handsTheStateMachineItsOwnBytesOnlyAndReadOnly() {
        List<String> seen = new ArrayList<>();
        Driver driver = new Driver(new Counters.InArray() {
            @Override
            public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
                seen.add(input.position() + " " + input.limit() + " " + input.capacity() + " " + input.order());
                assertThatThrownBy(() -> input.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
                outputs.reply(new byte[0]);
            }
        });
        driver.open(CLIENT);
        driver.execute(new Batches().submit(CLIENT, 1, 1, 0, new byte[3]).submit(CLIENT, 1, 2, 0, new byte[4]));

        assertThat(seen).containsExactly("0 3 3 BIG_ENDIAN", "0 4 4 BIG_ENDIAN");
    }

    @Test
    void differsInDigestWhereverTheStateDoes() throws Exception {
        List<Long> digests = new ArrayList<>();
        for (int variation = 0; variation <= 9; variation++) {
            Driver driver = new Driver();
            long session = driver.open(CLIENT);
            driver.submit(CLIENT, session, 1, Counters.add(1, variation == 1 ? 2 : 4));
            driver.submit(CLIENT, session, 2, Counters.schedule(1, variation == 2 ? 20 : 30));
            if (variation == 3) {
                driver.keepAlive(CLIENT, session);
                driver.advance(1);
            }
            if (variation == 4) {
                driver.open(CLIENT);
            }
            if (variation == 5) {
                driver.skip(CLIENT, session, 3);
            }
            if (variation == 6) {
                driver.with(new Settings(1_000, 1, 1, 1, 1));
            }
            if (variation == 7) {
                driver.submit(CLIENT, session, 9, Counters.add(1, 1));
            }
            if (variation == 8) {
                driver.advance(1);
            }
            driver.keepAlive(CLIENT, session);
            if (variation == 9) {
                driver.submit(CLIENT, session, 0, 1, new byte[0]);
            } else {
                driver.submit(CLIENT, session, 0, 0, new byte[0]);
            }
            digests.add(driver.replica.digest());
        }
        // 3 and 8 differ in nothing but the number of entries, which executing does not depend on.
        assertThat(digests.get(3)).isEqualTo(digests.get(8));
        digests.remove(8);
        assertThat(digests).doesNotHaveDuplicates();
    }

    @Test
    void aCheckpointOfTheSameOutputsAgrees() {
        Driver driver = new Driver();
        long session = driver.open(CLIENT);
        Outcome first = driver.submit(CLIENT, session, 1, Counters.add(1, 1));
        driver.submit(CLIENT, session, 2, Counters.add(1, 1));

        assertThat(checkpoint(driver, new Input.Checkpoint(1, first.chainDigest())))
                .isNull();
    }

    @Test
    void theFirstCheckpointThatDoesNotAgreeIsTold() {
        Driver driver = new Driver();
        long session = driver.open(CLIENT);
        Outcome first = driver.submit(CLIENT, session, 1, Counters.add(1, 1));
        Outcome second = driver.submit(CLIENT, session, 2, Counters.add(1, 1));
        long digest = driver.replica.digest();

        CheckpointMismatch mismatch = checkpoint(
                driver,
                new Input.Checkpoint(1, first.chainDigest()),
                new Input.Checkpoint(2, 8),
                new Input.Checkpoint(1, 9));

        assertThat(mismatch).isEqualTo(new CheckpointMismatch(2, second.chainDigest(), 8));
        assertThat(driver.replica.digest()).isEqualTo(digest);
    }

    private static @Nullable CheckpointMismatch checkpoint(Driver driver, Input... checkpoints) {
        return driver.replica.execute(
                Batches.of(driver.replica.lastIndex() + 1, 0, checkpoints),
                outcome -> assertThat(outcome).isNull());
    }
}
