package io.dsfm.sample.matching.lobster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dsfm.sample.matching.harness.Engine;
import io.dsfm.sample.matching.harness.SharedData;
import io.dsfm.sample.matching.harness.Variants;
import io.dsfm.sample.matching.tree.TreeProvider;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replays every LOBSTER sample beside the project and compares the book with each row of the orderbook file. */
class LobsterSampleTest {

    private static final int LEVELS = 50;
    private static final String KNOWN_SAMPLE = "AAPL_2012-06-21_message_50_head.csv";
    private static final int KNOWN_MESSAGES = 672;

    private final LobsterReplay replay = new LobsterReplay(LEVELS);

    static Stream<StateMachineProvider> variants() {
        return Variants.all().stream();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void allFiftyLevelsOfBothSidesEqualTheBookFileAfterEveryMessage(StateMachineProvider variant) throws IOException {
        Path sample = sampleOfKnownLength();

        Engine engine = new Engine(variant.create());
        LobsterFlow flow = replay.replay(sample, engine);

        assertThat(replay.rowsCompared()).isEqualTo(KNOWN_MESSAGES);
        assertThat(flow.messagesAboutUnknownOrders()).isZero();
        assertThat(flow.messagesOutOfTurn()).isZero();
        assertThat(flow.messagesWithoutChange()).isEqualTo(22);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10, 20})
    void allLevelsEqualTheBookFileWhenTheSameFlowIsSeenAtALesserDepth(int depth, @TempDir Path folder)
            throws IOException {
        Path shallow = seenAtDepth(sampleOfKnownLength(), depth, folder);

        LobsterFlow flow = replay.replay(shallow, new Engine(new TreeProvider().create()));

        assertThat(replay.rowsCompared()).isEqualTo(flow.messages()).isGreaterThan(100);
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
            LobsterReplay each = new LobsterReplay(LEVELS);
            LobsterFlow flow = each.replay(sample, new Engine(variant.create()));
            assertThat(each.rowsCompared()).as("rows of %s", sample).isEqualTo(flow.messages());
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
}
