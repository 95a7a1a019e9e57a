package io.dsfm.sample.matching.lobster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.harness.Engine;
import io.dsfm.sample.matching.tree.TreeProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LobsterFlowTest {

    private static final String NO_LEVEL = ",9999999999,0,-9999999999,0";
    private static final long OWN = LobsterMessage.ORDER_ID_END;

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void messagesBecomeCommandsByTheirType() throws IOException {
        Path file = write(
                "a_message_1.csv",
                "34200.0,1,10,5,100,1",
                "34200.1,1,11,5,101,-1",
                "34200.123456789,2,10,2,100,1",
                "34200.2,4,11,3,101,-1",
                "34200.3,5,0,9,100,1",
                "34200.4,6,-1,9,100,1",
                "34200.5,7,0,0,-1,-1",
                "34201,3,10,3,100,1");

        assertThat(commands(file))
                .containsExactly(
                        "add-symbol 3 TEST",
                        "buy 3 10 5@100",
                        "sell 3 11 5@101",
                        "cancel 10 2",
                        "buy 3 " + OWN + " 3@101 ioc",
                        "cancel 10");
    }

    @Test
    void withoutAnOrderbookFileMessagesAboutUnknownOrdersAreSkippedAndCounted() throws IOException {
        Path file = write(
                "a_message_1.csv",
                "34200.0,3,10,5,100,1",
                "34200.0,2,10,5,100,1",
                "34200.0,4,10,5,100,1",
                "34200.0,7,0,0,1,-1",
                "34200.0,1,10,5,100,1");

        try (LobsterFlow flow = LobsterFlow.open(file, 3, "TEST")) {
            assertThat(texts(flow)).containsExactly("add-symbol 3 TEST", "buy 3 10 5@100");
            assertThat(flow.messages()).isEqualTo(5);
            assertThat(flow.messagesAboutUnknownOrders()).isEqualTo(3);
            assertThat(flow.messagesWithoutChange()).isEqualTo(1);
        }
    }

    @Test
    void openingBookIsTheFirstRowLessTheFirstMessage() throws IOException {
        write("a_orderbook_2.csv", "101,7,100,9,102,1,99,2");
        Path file = write("a_message_2.csv", "34200.0,1,10,4,100,1");

        assertThat(commands(file))
                .containsExactly(
                        "add-symbol 3 TEST",
                        "buy 3 " + OWN + " 5@100",
                        "buy 3 " + (OWN + 1) + " 2@99",
                        "sell 3 " + (OWN + 2) + " 7@101",
                        "sell 3 " + (OWN + 3) + " 1@102",
                        "buy 3 10 4@100");
    }

    @Test
    void openingBookHasTheLevelThatTheFirstMessageRemoved() throws IOException {
        write("a_orderbook_1.csv", "9999999999,0,99,2", "9999999999,0,-9999999999,0");
        Path file = write("a_message_1.csv", "34200.0,4,10,4,100,1", "34200.0,3,9,2,99,1");

        assertThat(commands(file))
                .containsExactly(
                        "add-symbol 3 TEST",
                        "buy 3 " + OWN + " 2@99",
                        "buy 3 " + (OWN + 1) + " 4@100",
                        "sell 3 " + (OWN + 2) + " 4@100 ioc",
                        "cancel " + OWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999999999,0,-9999999999,0", "99999999,0,-99999999,0"})
    void aLevelOfSizeZeroAtEitherDummyPriceIsNone(String noLevel) throws IOException {
        write("a_orderbook_2.csv", "101,7,100,9," + noLevel);
        Path file = write("a_message_2.csv", "34200.0,7,0,0,-1,-1");

        assertThat(commands(file))
                .containsExactly("add-symbol 3 TEST", "buy 3 " + OWN + " 9@100", "sell 3 " + (OWN + 1) + " 7@101");
    }

    @Test
    void theShortDummyPriceWithLotsIsAPrice() throws IOException {
        write("a_orderbook_1.csv", "99999999,7,99999998,9");
        Path file = write("a_message_1.csv", "34200.0,7,0,0,-1,-1");

        assertThat(commands(file))
                .containsExactly(
                        "add-symbol 3 TEST", "buy 3 " + OWN + " 9@99999998", "sell 3 " + (OWN + 1) + " 7@99999999");
    }

    @Test
    void unknownOrdersAreTakenFromTheAnonymousOrderAtTheirPriceAndNoOther() throws IOException {
        write("a_orderbook_1.csv", "101,7,100,9", "101,7,100,8", "101,7,100,8", "101,7,100,3");
        Path file = write(
                "a_message_1.csv",
                "34200.0,5,0,1,100,1",
                "34200.0,2,77,1,100,1",
                "34200.0,3,78,1,99,1",
                "34200.0,3,79,5,100,1");

        try (LobsterFlow flow = LobsterFlow.open(file, 3, "TEST")) {
            assertThat(texts(flow))
                    .containsExactly(
                            "add-symbol 3 TEST",
                            "buy 3 " + OWN + " 9@100",
                            "sell 3 " + (OWN + 1) + " 7@101",
                            "cancel " + OWN + " 1",
                            "cancel " + OWN + " 5");
            assertThat(flow.messagesAboutUnknownOrders()).isEqualTo(1);
        }
    }

    @Test
    void linesMayEndAsOnWindowsAndTheLastNotAtAll() throws IOException {
        Files.writeString(folder.resolve("a_orderbook_1.csv"), "9999999999,0,99,2\r\n9999999999,0,-9999999999,0");
        Path file = Files.writeString(folder.resolve("a_message_1.csv"), "34200.0,7,0,0,-1,-1\r\n34200.0,3,9,2,99,1");

        assertThat(commands(file)).containsExactly("add-symbol 3 TEST", "buy 3 " + OWN + " 2@99", "cancel " + OWN);
    }

    @Test
    void trifleThatChangesNoNumberIsAccepted() throws IOException {
        Files.writeString(folder.resolve("a_orderbook_2.csv"), "\ufeff0,0, 99,2 ,0,0,0,0\n0,0,0,0,0,0,0,0\n\n");
        Path file = Files.writeString(
                folder.resolve("a_message_2.csv"),
                "\ufeff34200.12345678987,7,0,0,-1,-1\n34200.0, 3, 9, 2, 99, 1\n \n\n");

        assertThat(commands(file)).containsExactly("add-symbol 3 TEST", "buy 3 " + OWN + " 2@99", "cancel " + OWN);
    }

    @Test
    void ordersWithoutAnIdAreAnonymous() throws IOException {
        Path file = write(
                "a_message_1.csv",
                "34200.0,1,0,5,100,1",
                "34200.0,1,-1,4,101,1",
                "34200.0,3,0,4,101,1",
                "34200.0,2,-1,2,100,1");

        assertThat(commands(file))
                .containsExactly(
                        "add-symbol 3 TEST",
                        "buy 3 " + OWN + " 5@100",
                        "buy 3 " + (OWN + 1) + " 4@101",
                        "cancel " + (OWN + 1),
                        "cancel " + OWN + " 2");
    }

    @Test
    void executionBelowTheBestPriceTakesItsOwnLotsAndIsCounted() throws IOException {
        Path file = write(
                "a_message_2.csv",
                "34200.0,1,8,5,100,1",
                "34200.0,1,9,8,99,1",
                "34200.0,4,9,3,99,1",
                "34200.0,4,9,1,99,1");
        write(
                "a_orderbook_2.csv",
                "0,0,100,5,0,0,0,0",
                "0,0,100,5,0,0,99,8",
                "0,0,100,5,0,0,99,5",
                "0,0,100,5,0,0,99,4");

        assertExact(file, 2, 0);
        try (LobsterFlow flow = LobsterFlow.open(file, 3, "TEST")) {
            assertThat(texts(flow)).endsWith("buy 3 9 8@99", "cancel 9 3", "cancel 9 1");
            assertThat(flow.messagesOutOfTurn()).isEqualTo(2);
        }
    }

    @Test
    void doubtfulOrdersAreExecutedBelowTheBestPriceToo() throws IOException {
        write("a_orderbook_2.csv", "0,0,100,5,0,0,99,8", "0,0,100,5,0,0,99,6");
        Path file = write("a_message_2.csv", "34200.0,7,0,0,0,0", "34200.0,4,77,2,99,1");

        assertExact(file, 2, 0);
    }

    @Test
    void executionAtAnotherPriceThanTheOrdersOwnTakesTheOrdersLots() throws IOException {
        write("a_orderbook_1.csv", "0,0,100,5", "0,0,100,3", "0,0,0,0");
        Path file = write("a_message_1.csv", "34200.0,1,9,5,100,1", "34200.0,4,9,2,101,1", "34200.0,4,9,3,99,1");

        assertExact(file, 1, 0);
        assertThat(commands(file)).endsWith("sell 3 " + OWN + " 2@100 ioc", "sell 3 " + (OWN + 1) + " 3@100 ioc");
    }

    @Test
    void ordersThatCrossAreHeldBackUntilTheRowsAreUncrossed() throws IOException {
        write(
                "a_orderbook_2.csv",
                "101,7,100,5,0,0,0,0",
                "101,7,102,4,0,0,100,5",
                "101,7,103,6,0,0,102,4",
                "101,7,103,5,0,0,102,4",
                "101,7,102,4,0,0,100,5",
                "0,0,102,4,0,0,100,5",
                "103,2,102,4,0,0,100,5");
        Path file = write(
                "a_message_2.csv",
                "34200.0,7,0,0,-1,-1",
                "34200.0,1,10,4,102,1",
                "34200.0,1,11,6,103,1",
                "34200.0,2,11,1,103,1",
                "34200.0,4,11,5,101,1",
                "34200.0,4,77,7,101,-1",
                "34200.0,1,12,2,103,-1");

        assertExact(file, 2, 4);
    }

    /** Every uncrossed row is exact, and so many are not. */
    private static void assertExact(Path file, int depth, int heldBack) throws IOException {
        LobsterReplay replay = new LobsterReplay(depth).passingOverCrossedRows();
        LobsterFlow flow = replay.replay(file, new Engine(new TreeProvider().create()));
        assertThat(replay.rowsCompared()).isEqualTo(flow.messages());
        assertThat(flow.messagesWithOrdersHeldBack()).isEqualTo(heldBack);
        assertThat(flow.ordersThatTradedAtOnce()).isZero();
        assertThat(flow.messagesAboutUnknownOrders()).isZero();
    }

    @Test
    void newOrderThatCrossesAnUncrossedBookTradesAtOnceAndIsCounted() throws IOException {
        Path file = write("a_message_1.csv", "34200.0,1,10,5,100,1", "34200.0,1,11,6,100,-1");

        try (LobsterFlow flow = LobsterFlow.open(file, 3, "TEST")) {
            assertThat(texts(flow)).endsWith("buy 3 10 5@100", "sell 3 11 6@100");
            assertThat(flow.ordersThatTradedAtOnce()).isEqualTo(1);
        }
    }

    @Test
    void anIdThatIsUsedAgainIsAnotherOrder() throws IOException {
        Path file = write(
                "a_message_1.csv",
                "34200.0,1,10,5,100,1",
                "34200.0,3,10,5,100,1",
                "34200.0,1,10,6,101,1",
                "34200.0,1,10,7,102,1",
                "34200.0,3,10,7,102,1");

        assertThat(commands(file))
                .containsExactly(
                        "add-symbol 3 TEST",
                        "buy 3 10 5@100",
                        "cancel 10",
                        "buy 3 10 6@101",
                        "buy 3 " + OWN + " 7@102",
                        "cancel " + OWN);
    }

    @Test
    void levelThatComesIntoViewIsTakenFromItsRowUnlessItIsKnown() throws IOException {
        write(
                "a_orderbook_1.csv",
                "9999999999,0,100,9",
                "9999999999,0,101,1",
                "9999999999,0,100,9",
                "9999999999,0,98,4");
        Path file = write(
                "a_message_1.csv",
                "34200.0,5,0,1,100,1",
                "34200.0,1,10,1,101,1",
                "34200.0,3,10,1,101,1",
                "34200.0,3,77,9,100,1");

        try (LobsterFlow flow = LobsterFlow.open(file, 3, "TEST")) {
            assertThat(texts(flow))
                    .containsExactly(
                            "add-symbol 3 TEST",
                            "buy 3 " + OWN + " 9@100",
                            "buy 3 10 1@101",
                            "cancel 10",
                            "cancel " + OWN,
                            "buy 3 " + (OWN + 1) + " 4@98");
            assertThat(flow.levelsFromRows()).isEqualTo(1);
        }
    }

    @Test
    void levelThatWasGoneOrDifferentWhenItCameBackIntoViewIsReplaced() throws IOException {
        write(
                "a_orderbook_1.csv",
                "9999999999,0,100,9",
                "9999999999,0,101,1",
                "9999999999,0,102,1",
                "9999999999,0,100,8");
        Path file = write(
                "a_message_1.csv",
                "34200.0,5,0,1,100,1",
                "34200.0,1,10,1,101,1",
                "34200.0,1,11,1,102,1",
                "34200.0,3,11,1,102,1");

        assertThat(commands(file)).endsWith("cancel 11", "cancel 10", "cancel " + OWN, "buy 3 " + (OWN + 1) + " 8@100");
    }

    @Test
    void ordersThatChangedBelowTheViewAreToldApartNoMoreThoughTheirSumIsWhatItWas() throws IOException {
        write(
                "a_orderbook_1.csv",
                "9999999999,0,100,9",
                "9999999999,0,101,1",
                "9999999999,0,100,9",
                "9999999999,0,100,4",
                "9999999999,0,100,3",
                "9999999999,0,-9999999999,0");
        Path file = write(
                "a_message_1.csv",
                "34200.0,1,10,9,100,1",
                "34200.0,1,11,1,101,1",
                "34200.0,3,11,1,101,1",
                // Unseen, 10 was reduced to 4 and 12 came with 5.
                "34200.0,3,12,5,100,1",
                "34200.0,4,10,1,100,1",
                "34200.0,3,10,3,100,1");

        assertThat(commands(file))
                .containsExactly(
                        "add-symbol 3 TEST",
                        "buy 3 10 9@100",
                        "buy 3 11 1@101",
                        "cancel 11",
                        "cancel 10 5",
                        "sell 3 " + OWN + " 1@100 ioc",
                        "cancel 10");
    }

    @Test
    void messagesAreRefusedWithFileAndLine() throws IOException {
        assertRefused("34200.0,1,10,5,100", "fields='5'");
        assertRefused("34200.0,8,10,5,100,1", "type='8', accepted: 1 to 7");
        assertRefused("34200.0,1,x,5,100,1", "order id='x', accepted: a whole number");
        assertRefused("34200.0,1,-2,5,100,1", "order id='-2'");
        assertRefused("34200.0,1,1,0,100,1", "size='0'");
        assertRefused("34200.0,1,1,5,-1,1", "price='-1'");
        assertRefused("34200.0,1,1,5,100,0", "direction='0', accepted: 1 or -1");
        assertRefused("86400.0,1,1,5,100,1", "time='86400.0'");
        assertRefused("1e4,1,1,5,100,1", "time='1e4'");
        assertRefused("34200.12345678x,1,1,5,100,1", "time='34200.12345678x'");
        assertRefused("34200.1,1,\u00b2,5,100,1", "order id='");
        assertRefused("", "line='', accepted: empty lines at the end only");
    }

    @Test
    void rowsAreRefusedWithFileAndLine() throws IOException {
        Path file = write("a_message_1.csv", "34200.0,1,10,5,100,1");
        for (String row : List.of(
                "101,1,100",
                "101,1,100,-1",
                "101,1,0,5",
                "999999999,0,100,5",
                "101,1,-99999999,5",
                "101,1,100,5,101,1,99,5",
                "101,1,100,5" + NO_LEVEL + ",x,1,1,1",
                "9999999999,0,-9999999999,0,101,1,100,5")) {
            write("a_orderbook_1.csv", row);
            assertThatExceptionOfType(UncheckedIOException.class)
                    .as(row)
                    .isThrownBy(() -> commands(file))
                    .havingCause()
                    .withMessageContaining("a_orderbook_1.csv:1: not accepted: ");
        }
    }

    @Test
    void filesOfDifferentLengthAreRefused() throws IOException {
        Path file = write("a_message_1.csv", "34200.0,1,10,5,100,1");
        write("a_orderbook_1.csv", "101,1,100,5", "101,1,100,5");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> commands(file))
                .withMessageContaining("a_orderbook_1.csv:2: ")
                .withMessageContaining("as many lines in both");
    }

    private void assertRefused(String secondLine, String message) throws IOException {
        Path file = write("a_message_1.csv", "34200.0,1,9,5,100,1", secondLine, "34200.0,1,11,5,100,1");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> commands(file))
                .withMessageContaining("a_message_1.csv:2: not accepted: ")
                .withMessageContaining(message);
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private static List<String> commands(Path file) throws IOException {
        try (LobsterFlow flow = LobsterFlow.open(file, 3, "TEST")) {
            return texts(flow);
        }
    }

    private static List<String> texts(LobsterFlow flow) {
        List<String> texts = new ArrayList<>();
        for (byte[] command = flow.next(); command != null; command = flow.next()) {
            texts.add(MatchingApplication.TEXT_FORMAT.formatInput(ByteBuffer.wrap(command)));
        }
        return texts;
    }
}
