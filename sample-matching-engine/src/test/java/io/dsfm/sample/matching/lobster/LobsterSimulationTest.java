package io.dsfm.sample.matching.lobster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.harness.Engine;
import io.dsfm.sample.matching.tree.TreeProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of every depth and price range, made up, replay with every level that they show exact after every message. */
class LobsterSimulationTest {

    private static final int BEFORE = 400;
    private static final int EVENTS = 6_000;

    @TempDir
    private Path folder = Path.of("unset");

    @ParameterizedTest
    @CsvSource({
        // depth, middle, tick, spread
        "1, 5853300, 100, 30",
        "1, 12000, 100, 4",
        "2, 5853300, 100, 10",
        "5, 300, 1, 40",
        "5, 5000000000, 100, 60",
        "10, 5853300, 100, 12",
        "10, 9998, 1, 200",
        "50, 5853300, 100, 40",
        "50, 250000, 100, 300"
    })
    void everyLevelShownIsExactAfterEveryMessage(int depth, long middle, long tick, int spread) throws IOException {
        for (long seed = 1; seed <= 4; seed++) {
            Path messages = write(new LobsterSimulation(seed, depth, middle, tick, spread, false).run(BEFORE, EVENTS));

            LobsterReplay replay = new LobsterReplay(depth);
            LobsterFlow flow = replay.replay(messages, new Engine(new TreeProvider().create()));

            assertThat(replay.rowsCompared())
                    .as("rows of seed %s", seed)
                    .isEqualTo(flow.messages())
                    .isGreaterThan(EVENTS / 20);
            assertThat(flow.messagesAboutUnknownOrders()).isZero();
            assertThat(flow.messagesOutOfTurn()).isZero();
            assertThat(flow.messagesWithoutChange()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "5, 10", "50, 20"})
    void levelsAreExactThoughOrdersTradeThatAreNotTheFirstOfTheirQueue(int depth, int spread) throws IOException {
        for (long seed = 1; seed <= 4; seed++) {
            Path messages = write(new LobsterSimulation(seed, depth, 5_853_300, 100, spread, true).run(BEFORE, EVENTS));

            LobsterReplay replay = new LobsterReplay(depth);
            LobsterFlow flow = replay.replay(messages, new Engine(new TreeProvider().create()));

            assertThat(replay.rowsCompared()).as("rows of seed %s", seed).isEqualTo(flow.messages());
            assertThat(flow.messagesOutOfTurn()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 10, false", "2, 10, true", "10, 12, true", "50, 20, true"})
    void levelsAreExactThoughOrdersTradeAtOtherPricesThanTheirOwn(int depth, int spread, boolean outOfTurn)
            throws IOException {
        for (long seed = 1; seed <= 2; seed++) {
            Path messages = write(new LobsterSimulation(seed, depth, 5_853_300, 100, spread, outOfTurn)
                    .tradingAtOtherPrices()
                    .run(BEFORE, EVENTS));

            LobsterReplay replay = new LobsterReplay(depth);
            LobsterFlow flow = replay.replay(messages, new Engine(new TreeProvider().create()));

            assertThat(replay.rowsCompared()).as("rows of seed %s", seed).isEqualTo(flow.messages());
            assertThat(flow.messagesAboutUnknownOrders())
                    .as("unknown orders of seed %s", seed)
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "10", "50"})
    void withoutTheOrderbookFileEveryCommandIsAcceptedStill(int depth) throws IOException {
        Path messages = write(new LobsterSimulation(9, depth, 5_853_300, 100, 20, false).run(BEFORE, EVENTS));
        Files.delete(LobsterFlow.orderbookBeside(messages).orElseThrow());
        Engine engine = new Engine(new TreeProvider().create());

        try (LobsterFlow flow = LobsterFlow.open(messages, 1, "SAMPLE")) {
            for (byte[] command = flow.next(); command != null; command = flow.next()) {
                assertThat(engine.execute(1, command).reply().isAccepted()).isTrue();
            }
            assertThat(flow.messagesAboutUnknownOrders()).isPositive();
        }
    }

    private Path write(LobsterSimulation simulation) throws IOException {
        Files.write(folder.resolve("X_2012-06-21_34200000_57600000_orderbook_5.csv"), simulation.rows());
        return Files.write(folder.resolve("X_2012-06-21_34200000_57600000_message_5.csv"), simulation.messages());
    }
}
