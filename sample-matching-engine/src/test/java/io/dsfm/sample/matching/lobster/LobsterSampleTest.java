package io.dsfm.sample.matching.lobster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.harness.Engine;
import io.dsfm.sample.matching.harness.SharedData;
import io.dsfm.sample.matching.tree.TreeProvider;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replays every LOBSTER sample beside the project and compares the book with each row of the orderbook file. */
class LobsterSampleTest {

    private static final int SYMBOL = 1;
    private static final long CLIENT = 1;
    private static final int LEVELS = 10;
    private static final String KNOWN_SAMPLE = "AAPL_2012-06-21_message_50_head.csv";
    private static final int KNOWN_MESSAGES = 672;

    private long rowsCompared;

    static Stream<StateMachineProvider> variants() {
        return ServiceLoader.load(StateMachineProvider.class).stream().map(ServiceLoader.Provider::get);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void firstTenLevelsOfBothSidesEqualTheBookFileAfterEveryMessage(StateMachineProvider variant) throws IOException {
        Path sample = sampleOfKnownLength();

        Engine engine = new Engine(variant.create());
        LobsterFlow flow = replay(sample, engine);

        assertThat(rowsCompared).isEqualTo(KNOWN_MESSAGES);
        assertThat(flow.messagesAboutUnknownOrders()).isZero();
        assertThat(flow.messagesOutOfTurn()).isZero();
        assertThat(flow.messagesWithoutChange()).isEqualTo(22);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10, 20})
    void allLevelsEqualTheBookFileWhenTheSameFlowIsSeenAtALesserDepth(int depth, @TempDir Path folder)
            throws IOException {
        Path shallow = seenAtDepth(sampleOfKnownLength(), depth, folder);

        LobsterFlow flow = replay(shallow, new Engine(new TreeProvider().create()));

        assertThat(rowsCompared).isEqualTo(flow.messages()).isGreaterThan(100);
        assertThat(flow.messagesAboutUnknownOrders()).isZero();
        assertThat(flow.levelsFromRows()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyOtherSampleEqualsItsBookFile(StateMachineProvider variant) throws IOException {
        List<Path> samples;
        try (Stream<Path> files = Files.list(sampleOfKnownLength().getParent())) {
            samples = files.filter(file -> LobsterFlow.orderbookBeside(file).isPresent())
                    .sorted()
                    .toList();
        }
        for (Path sample : samples) {
            rowsCompared = 0;
            LobsterFlow flow = replay(sample, new Engine(variant.create()));
            assertThat(rowsCompared).as("rows of %s", sample).isEqualTo(flow.messages());
        }
    }

    private static Path sampleOfKnownLength() {
        Path sample = SharedData.lobster().resolve(KNOWN_SAMPLE);
        assumeTrue(
                Files.exists(sample),
                () -> "no sample of order flow to replay: file=" + sample + "; name the folder above data with -D"
                        + SharedData.PROPERTY + "=...");
        return sample;
    }

    /** Writes the part of a sample that a file of a lesser depth has: what changes the levels that it shows. */
    private static Path seenAtDepth(Path sample, int depth, Path folder) throws IOException {
        List<String> messages = Files.readAllLines(sample);
        List<String> rows =
                Files.readAllLines(LobsterFlow.orderbookBeside(sample).orElseThrow());
        List<String> shallowMessages = new ArrayList<>();
        List<String> shallowRows = new ArrayList<>();
        String lastRow = "";
        for (int i = 0; i < rows.size(); i++) {
            String row = String.join(",", List.of(rows.get(i).split(",")).subList(0, 4 * depth));
            if (!row.equals(lastRow)) {
                shallowMessages.add(messages.get(i));
                shallowRows.add(row);
            }
            lastRow = row;
        }
        Files.write(folder.resolve("X_orderbook_" + depth + ".csv"), shallowRows);
        return Files.write(folder.resolve("X_message_" + depth + ".csv"), shallowMessages);
    }

    private LobsterFlow replay(Path sample, Engine engine) throws IOException {
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

    private static void compare(Engine engine, LobsterRow row, String where) {
        int levels = Math.min(LEVELS, row.depth());
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
