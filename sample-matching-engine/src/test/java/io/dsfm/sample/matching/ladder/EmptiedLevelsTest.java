package io.dsfm.sample.matching.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.Replace;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.harness.Engine;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Levels that stay for a while when their last order has left. */
class EmptiedLevelsTest {

    private static final int SYMBOL = 1;
    private static final long CLIENT = 5;
    private static final long BEST_TICKS = 10_000;

    /** The id of the order at the best price; that of any other is its price at first. */
    private static final long BEST = BEST_TICKS;

    private final LadderMatchingEngine machine = new LadderMatchingEngine();
    private final Engine engine = new Engine(machine);

    @BeforeEach
    void addSymbolAndBestOrder() {
        engine.execute(CLIENT, new AddSymbol(SYMBOL, "AAPL"));
        place(BEST);
    }

    /** {@link Validation} refuses any more of them than {@link Levels} remembers. */
    @Test
    void areBoundedHoweverManyAreEmptied() {
        for (long ticks = 1; ticks <= 3 * Levels.MOST_EMPTIED; ticks++) {
            place(ticks);
            cancel(ticks);
            machine.validate();
        }
        assertOnlyBestIsShown();
    }

    @Test
    void goWithTheBestLevelBeforeThem() {
        place(1);
        for (long ticks = 5; ticks <= 9; ticks++) {
            place(ticks);
            cancel(ticks);
        }

        cancel(BEST);

        machine.validate();
        assertThat(engine.depth(SYMBOL, 10).bids()).containsExactly(new Answer.Level(1, 1, 1));
        cancel(1);
        machine.validate();
        assertThat(engine.depth(SYMBOL, 10).bids()).isEmpty();
    }

    /** The level that the order leaves takes the place of the one that it goes to among those remembered. */
    @Test
    void takeAnOrderWhoseOwnLevelIsEmptiedByThat() {
        for (long ticks = 1; ticks <= Levels.MOST_EMPTIED; ticks++) {
            place(ticks);
            cancel(ticks);
        }
        place(500);

        engine.execute(CLIENT, new Replace(500, 1, 1));

        machine.validate();
        assertThat(engine.depth(SYMBOL, 10).bids())
                .containsExactly(new Answer.Level(BEST_TICKS, 1, 1), new Answer.Level(1, 1, 1));
    }

    @Test
    void takeOrdersAgain() {
        place(3);
        cancel(3);

        place(3);

        machine.validate();
        assertThat(engine.depth(SYMBOL, 10).bids())
                .containsExactly(new Answer.Level(BEST_TICKS, 1, 1), new Answer.Level(3, 1, 1));
    }

    @Test
    void areInNoSnapshot() {
        byte[] before = engine.snapshot();
        place(3);
        cancel(3);

        assertThat(engine.snapshot()).hasSameSizeAs(before);
    }

    /** By the time that it is undone, the order's level has gone, and its record is that of another level, which stays. */
    @Test
    void areRestoredWhenTheyAreGone() {
        place(3);
        for (long ticks = 101; ticks <= 100 + Levels.MOST_EMPTIED; ticks++) {
            place(ticks);
        }
        machine.mark(1);
        long digest = engine.digest();
        byte[] snapshot = engine.snapshot();
        cancel(3);
        for (long ticks = 101; ticks <= 100 + Levels.MOST_EMPTIED; ticks++) {
            cancel(ticks);
        }
        place(2_000);

        machine.revertTo(1);

        machine.validate();
        assertThat(engine.digest()).isEqualTo(digest);
        assertThat(engine.snapshot()).isEqualTo(snapshot);
    }

    /** Their records are those of no level in the restored state. */
    @Test
    void areForgottenWhenAStateIsRestored() throws IOException {
        byte[] snapshot = engine.snapshot();
        for (long ticks = 1; ticks <= 3 * Levels.MOST_EMPTIED; ticks++) {
            place(ticks);
        }
        cancel(3 * Levels.MOST_EMPTIED);

        engine.restore(snapshot);

        for (long ticks = 1_001; ticks <= 1_000 + Levels.MOST_EMPTIED; ticks++) {
            place(ticks);
            cancel(ticks);
            machine.validate();
        }
        assertOnlyBestIsShown();
    }

    private void assertOnlyBestIsShown() {
        assertThat(engine.depth(SYMBOL, 10).bids()).containsExactly(new Answer.Level(BEST_TICKS, 1, 1));
    }

    private void place(long idAndTicks) {
        NewOrder order = NewOrder.limit(SYMBOL, idAndTicks, Side.BUY, 1, idAndTicks);
        assertThat(engine.execute(CLIENT, order).reply().isAccepted()).isTrue();
    }

    private void cancel(long id) {
        assertThat(engine.execute(CLIENT, new Cancel(id, Cancel.ALL)).reply().isAccepted())
                .isTrue();
    }
}
