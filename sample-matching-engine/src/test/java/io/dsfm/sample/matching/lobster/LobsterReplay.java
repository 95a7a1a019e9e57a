package io.dsfm.sample.matching.lobster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.harness.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Replays a LOBSTER file and compares the book with each row of the orderbook file. */
final class LobsterReplay {

    private static final int SYMBOL = 1;
    private static final long CLIENT = 1;

    private final int levelsCompared;
    private boolean passesOverCrossedRows;
    private long rowsCompared;

    /** Compares at most so many levels of each side. */
    LobsterReplay(int levelsCompared) {
        this.levelsCompared = levelsCompared;
    }

    /** Does not compare rows that show bids at or above asks. */
    LobsterReplay passingOverCrossedRows() {
        passesOverCrossedRows = true;
        return this;
    }

    long rowsCompared() {
        return rowsCompared;
    }

    LobsterFlow replay(Path sample, Engine engine) throws IOException {
        try (LobsterFlow flow = LobsterFlow.open(sample, SYMBOL, "SAMPLE");
                CsvFile rows = new CsvFile(LobsterFlow.orderbookBeside(sample).orElseThrow())) {
            byte[] command = flow.next();
            while (command != null) {
                long message = flow.messages();
                assertThat(engine.execute(CLIENT, command).reply().code())
                        .as("command of message %s of %s", message, sample)
                        .isEqualTo(RejectCode.NONE);
                command = flow.next();
                // The book changes next with the command just read, so that until the message before its own it stands.
                long standsUntil = command == null ? flow.messages() : flow.messages() - 1;
                while (rowsCompared < standsUntil) {
                    rowsCompared++;
                    assertThat(rows.next()).isTrue();
                    compare(engine, LobsterRow.read(rows), sample + ":" + rowsCompared);
                }
            }
            return flow;
        }
    }

    private void compare(Engine engine, LobsterRow row, String where) {
        if (passesOverCrossedRows && row.isCrossed()) {
            return;
        }
        int levels = Math.min(levelsCompared, row.depth());
        Answer.Depth depth = engine.depth(SYMBOL, levels);
        assertThat(shown(depth.bids())).as("bids at %s", where).isEqualTo(first(row, Side.BUY, levels));
        assertThat(shown(depth.asks())).as("asks at %s", where).isEqualTo(first(row, Side.SELL, levels));
    }

    private static List<LobsterRow.Level> shown(List<Answer.Level> levels) {
        return levels.stream()
                .map(level -> new LobsterRow.Level(level.priceTicks(), level.lots()))
                .toList();
    }

    private static List<LobsterRow.Level> first(LobsterRow row, Side side, int levels) {
        return row.levels(side).stream().limit(levels).toList();
    }
}
