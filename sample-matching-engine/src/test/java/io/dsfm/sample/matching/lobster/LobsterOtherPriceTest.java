package io.dsfm.sample.matching.lobster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.harness.Engine;
import io.dsfm.sample.matching.tree.TreeProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An execution at another price than that of its order takes its lots where the order rests. */
class LobsterOtherPriceTest {

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void ofAnOrderWhoseLotsTheEngineHasTakenOutOfTurn() throws IOException {
        assertExact(
                List.of("34200.1,1,10,5,100,1", "34200.2,1,11,5,100,1", "34200.3,4,11,5,100,1", "34200.4,4,10,2,95,1"),
                List.of(
                        "110,10,100,5,0,0,90,7",
                        "110,10,100,10,0,0,90,7",
                        "110,10,100,5,0,0,90,7",
                        "110,10,100,3,0,0,90,7"));
    }

    @Test
    void ofANamedOrderOfWhichItIsNotKnownWhichLotsAreIts() throws IOException {
        assertExact(
                List.of("34200.1,1,10,5,100,1", "34200.2,1,11,5,100,1", "34200.3,4,11,2,100,1", "34200.4,4,10,2,95,1"),
                List.of(
                        "110,10,100,5,0,0,90,7",
                        "110,10,100,10,0,0,90,7",
                        "110,10,100,8,0,0,90,7",
                        "110,10,100,6,0,0,90,7"));
    }

    @Test
    void ofAnOrderFromBeforeTheFile() throws IOException {
        assertExact(
                List.of("34200.1,5,0,5,100,1", "34200.4,4,777,2,95,1"),
                List.of("110,10,100,5,0,0,90,7", "110,10,100,3,0,0,90,7"));
    }

    /** There are orders at the message's price as well, and those at the other are all named. */
    @Test
    void ofAnOrderWithoutANameBelowTheBestPrice() throws IOException {
        assertExact(
                List.of("34200.1,5,0,5,100,1", "34200.2,1,10,4,95,1", "34200.4,4,777,2,100,1"),
                List.of("110,10,100,5,0,0,90,7", "110,10,100,5,0,0,95,4", "110,10,100,5,0,0,95,2"));
    }

    @Test
    void ofTheFirstMessage() throws IOException {
        assertExact(
                List.of("34200.1,4,777,2,111,1", "34200.4,1,10,2,100,1"),
                List.of("110,10,100,3,0,0,90,7", "110,10,100,5,0,0,90,7"));
    }

    /** Two levels have lost as many: the rows do not tell which it was. */
    @Test
    void isSkippedAndCountedWhereTheRowsDoNotTell() throws IOException {
        Path file = write(
                List.of("34200.1,5,0,5,100,1", "34200.4,4,777,2,95,1"),
                List.of("110,10,100,5,0,0,90,7", "110,10,100,3,0,0,90,5"));

        try (LobsterFlow flow = LobsterFlow.open(file, 3, "TEST")) {
            int commands = 0;
            while (flow.next() != null) {
                commands++;
            }
            assertThat(commands).isEqualTo(1 + 3);
            assertThat(flow.messagesAboutUnknownOrders()).isEqualTo(1);
        }
    }

    private void assertExact(List<String> messages, List<String> rows) throws IOException {
        LobsterReplay replay = new LobsterReplay(2);
        replay.replay(write(messages, rows), new Engine(new TreeProvider().create()));

        assertThat(replay.rowsCompared()).isEqualTo(rows.size());
    }

    private Path write(List<String> messages, List<String> rows) throws IOException {
        Files.write(folder.resolve("a_orderbook_2.csv"), rows);
        return Files.write(folder.resolve("a_message_2.csv"), messages);
    }
}
