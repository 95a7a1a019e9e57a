package io.dsfm.sample.matching.demo.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.client.Result;
import io.dsfm.sample.matching.demo.check.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraderTest {

    @TempDir
    Path directory;

    private Journal journal;
    private Trader trader;
    private final Way way = new Way();
    private final Heard heard = new Heard();

    @BeforeEach
    void connect() throws Exception {
        journal = new Journal(directory, 1);
        trader = Trader.connect(journal, receiver -> way);
        trader.listener(heard);
    }

    @AfterEach
    void close() throws IOException {
        trader.close();
        journal.close();
    }

    @Test
    void takesUpItsWayWithWhatHasNoResultAndBehindTheLastResultBeforeThat() throws Exception {
        submit(4);
        trader.onSettled(1, result(1, 11));
        trader.onSettled(3, result(3, 13)); // before its turn
        way.executed = 3;

        Trader.Fate fate = trader.comeBack();

        assertThat(way.told.nextSequence()).isEqualTo(12);
        assertThat(way.told.inputs())
                .extracting(Outstanding.Input::requestNumber)
                .containsExactly(2L, 4L);
        assertThat(fate).isEqualTo(new Trader.Fate(1, 1));
    }

    @Test
    void aSecondResultIsWrittenDownForTheCheckAndCountsOnce() throws Exception {
        submit(1);

        trader.onSettled(1, result(1, 11));
        trader.onSettled(1, result(1, 12));

        assertThat(journal.answered()).isEqualTo(2);
        assertThat(heard.settled).containsExactly(false);
    }

    @Test
    void aResultThatLeftInAnEarlierLifeIsComparedWithTheOneThatHolds() throws Exception {
        submit(2);
        trader.onReleased(1, result(1, 11));
        trader.onReleased(2, result(2, 12));
        way.executed = 2;
        trader.comeBack();

        trader.onSettled(1, result(1, 11));
        trader.onSettled(2, result(2, 13));

        assertThat(heard.released).isEqualTo(2);
        assertThat(heard.settled).containsExactly(false, true);
    }

    @Test
    void refusesToGoOnInAGroupThatLacksWhatItHasAResultOf() throws Exception {
        submit(2);
        trader.onSettled(1, result(1, 11));
        way.executed = 0;

        assertThatThrownBy(trader::comeBack)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("requestsExecuted=0, possible=1 to 2");
    }

    @Test
    void everythingUnderWayFailsWhenItsWayEndsByItself() throws Exception {
        submit(3);
        trader.onSettled(1, result(1, 11));

        trader.onEnded(new IllegalStateException("ended"));

        assertThat(heard.failures).isEqualTo(2);
    }

    private void submit(int count) throws IOException {
        for (int i = 1; i <= count; i++) {
            trader.submit(i, 0, new byte[] {(byte) i});
        }
    }

    private static Result result(long requestNumber, long sequence) {
        return new Result(requestNumber, sequence, sequence, 0, new byte[0], List.of());
    }

    /** To a group that only says how much it has executed. */
    private static final class Way implements OrderEntry {
        long executed;
        Outstanding told = Outstanding.NONE;

        @Override
        public long resume(Outstanding outstanding) {
            told = outstanding;
            return executed;
        }

        @Override
        public void submit(long requestNumber, byte[] input) {}

        @Override
        public void close() {}
    }

    private static final class Heard implements Trader.Listener {
        int released;
        int failures;
        final List<Boolean> settled = new ArrayList<>();

        @Override
        public void onReleased(long order, long dueNanos) {
            released++;
        }

        @Override
        public void onSettled(boolean wasRevoked) {
            settled.add(wasRevoked);
        }

        @Override
        public void onFailed(Throwable failure) {
            failures++;
        }
    }
}
