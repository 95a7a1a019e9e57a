package io.dsfm.sample.matching.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.harness.RandomCommands;
import io.dsfm.sample.matching.harness.TimedEngine;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state is whole after every command of every kind, and goes back to where it was marked. */
class AllCommandsRevertTest {

    private static final int ROUNDS = 400;

    private final LadderMatchingEngine machine = new LadderMatchingEngine();
    private final TimedEngine engine = new TimedEngine(machine);
    private long nowNanos = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void goesBackThroughCommandsAndTimersOfEveryKind(long seed) {
        Random random = new Random(seed);
        RandomCommands commands = new RandomCommands(seed, 60, 8);
        feed(commands, 300);
        for (int round = 1; round <= ROUNDS; round++) {
            machine.mark(round);
            long digest = machine.digest();
            byte[] snapshot = engine.snapshot();
            feed(commands, random.nextInt(40));
            if (random.nextInt(3) > 0) {
                machine.revertTo(round);
                machine.validate();
                assertThat(machine.digest())
                        .as("seed %s, round %s", seed, round)
                        .isEqualTo(digest);
                assertThat(engine.snapshot())
                        .as("seed %s, round %s", seed, round)
                        .isEqualTo(snapshot);
            }
            machine.forgetBefore(round - random.nextInt(3));
        }
    }

    private void feed(RandomCommands commands, int count) {
        for (int i = 0; i < count; i++) {
            nowNanos += 100;
            if (i % 3 != 0) {
                engine.fireOne(nowNanos);
            }
            engine.execute(commands.client(), commands.next(nowNanos).encode(), nowNanos);
            machine.validate();
        }
    }
}
