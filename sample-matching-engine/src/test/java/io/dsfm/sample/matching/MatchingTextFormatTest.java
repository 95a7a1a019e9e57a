package io.dsfm.sample.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.harness.Engine;
import io.dsfm.sample.matching.harness.TestContext;
import io.dsfm.sample.matching.tree.TreeProvider;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.TextFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatchingTextFormatTest {

    private static final TextFormat FORMAT = MatchingApplication.TEXT_FORMAT;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add-symbol 1 AAPL",
                "buy 1 17 100@5853300",
                "sell 1 18 100@5853300 ioc",
                "buy 1 19 100 market",
                "cancel 17",
                "cancel 17 50",
                "buy 1 20 100@50 fok",
                "buy 1 20 100 market fok",
                "buy 1 20 100@50 post-only display 10 until 99 cancel-oldest",
                "sell 1 20 100 market stop 40",
                "sell 1 20 100 market stop 40 until 99 cancel-newest",
                "sell 1 20 100@39 stop 40 display 100",
                "configure 1 step 100 band 1-9000000 feed depth",
                "configure 1 step 1 band 5-5 feed none",
                "open 1",
                "halt 1",
                "close 1",
                "replace 17 50@5853200",
                "mass-cancel own",
                "mass-cancel own 1",
                "mass-cancel all 1"
            })
    void inputsAreShownAsTheyAreWritten(String text) {
        assertThat(FORMAT.formatInput(ByteBuffer.wrap(FORMAT.parseInput("  " + text.replace(" ", "  ") + " "))))
                .isEqualTo(text);
        assertThat(FORMAT.syntax()).contains("as in: add-symbol 1 AAPL\n").contains("or: cancel 17 50\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "             | not a command: word=''",
                "hold 1       | not a command: word='hold'",
                "buy 1 17     | accepted: LOTS@PRICE",
                "buy 0 17 1@1 | symbol='0', accepted: 1 to 2147483647",
                "buy 1 x 1@1  | order='x', accepted: 1 to 9223372036854775807",
                "buy 1 17 1@0 | price='0', accepted: 1 to 1000000000000",
                "buy 1 17 @5  | lots='', accepted: 1 to 1000000000",
                "buy 1 17 5   | accepted: market",
                "buy 1 17 5@5 gtc | word='gtc', accepted: ioc, fok",
                "buy 1 17 5@5 stop | accepted: stop price",
                "buy 1 17 5@5 until 0 | deadline='0', accepted: 1 to",
                "buy 1 17 5 limit | word='limit', accepted: market",
                "configure 1 step 0 band 1-2 feed top | step='0', accepted: 1 to 1000000000",
                "configure 1 step 1 band 12 feed top  | band='12', accepted: LOWEST-HIGHEST",
                "configure 1 step 1 band 1-2 feed all | feed='all', accepted: none, top or depth",
                "configure 1 band 1-2     | word='band', accepted: step",
                "replace 1 5              | word='5', accepted: as in",
                "mass-cancel all          | accepted: symbol",
                "mass-cancel some         | word='some', accepted: own or all",
                "cancel 17 5 6 | a word too many: word='6'",
                "add-symbol 1 A12345678901234567 | 1 to 16 printable"
            })
    void errorsNameWhatWasFoundAndWhatIsAccepted(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FORMAT.parseInput(text == null ? "" : text))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void queriesAreParsed() {
        Engine engine = new Engine(new TreeProvider().create());
        engine.execute(5, FORMAT.parseInput("add-symbol 1 AAPL"));
        engine.execute(5, FORMAT.parseInput("buy 1 17 100@5853300"));

        assertThat(answer(engine, "depth 1 10")).isEqualTo("symbol 1\nbid 100@5853300 orders=1");
        assertThat(answer(engine, "order 5 17")).isEqualTo("order 5/17 buy symbol=1 100@5853300");
        assertThat(answer(engine, "counters"))
                .isEqualTo("symbols=1 resting=1 accepted=1 trades=0 traded-lots=0 placings=1");
        assertThat(answer(engine, "order 5 18")).isEqualTo("rejected query UNKNOWN_ORDER");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FORMAT.parseQuery("depth 1 5000"))
                .withMessageContaining("levels='5000', accepted: 1 to 1000");
    }

    @Test
    void repliesAndEventsCanBeRead() {
        List<String> shown = new ArrayList<>();
        List<Map<String, Object>> fields = new ArrayList<>();
        Outputs outputs = new Outputs() {
            @Override
            public void reply(byte[] bytes, int offset, int length) {
                shown.add(FORMAT.formatReply(ByteBuffer.wrap(bytes, offset, length)));
            }

            @Override
            public void event(int type, byte[] bytes, int offset, int length) {
                shown.add(FORMAT.formatEvent(type, ByteBuffer.wrap(bytes, offset, length)));
                fields.add(FORMAT.eventFields(type, ByteBuffer.wrap(bytes, offset, length)));
            }

            @Override
            public void scheduleTimer(long timerId, long deadlineNanos) {}

            @Override
            public void cancelTimer(long timerId) {}
        };
        var machine = new TreeProvider().create();
        TestContext context = new TestContext();
        for (String line : List.of("add-symbol 1 AAPL", "buy 1 17 100@53", "sell 1 18 120@53 ioc", "cancel 17")) {
            machine.execute(context.next(5), ByteBuffer.wrap(FORMAT.parseInput(line)), outputs);
        }

        assertThat(shown)
                .containsExactly(
                        "symbol-added 1 AAPL",
                        "accepted add-symbol symbol=1",
                        "accepted 5/17 buy symbol=1 100@53",
                        "accepted new-order order=17 filled=0 resting=100 cancelled=0",
                        "accepted 5/18 sell symbol=1 120@53 ioc",
                        "filled #1 100@53 symbol=1 maker=5/17 left=0 taker=5/18 sell",
                        "cancelled 5/18 sell symbol=1 lots=20 left=0 immediate-or-cancel",
                        "accepted new-order order=18 filled=100 resting=0 cancelled=20",
                        "rejected 5/17 cancel UNKNOWN_ORDER",
                        "rejected cancel UNKNOWN_ORDER order=17");
        assertThat(fields)
                .hasSize(6)
                .contains(
                        Map.of("symbolId", 1, "name", "AAPL"),
                        Map.of(
                                "maker",
                                Map.of("clientId", 5L, "orderId", 17L),
                                "makerLeftLots",
                                0L,
                                "taker",
                                Map.of("clientId", 5L, "orderId", 18L),
                                "priceTicks",
                                53L,
                                "lots",
                                100L,
                                "tradeNumber",
                                1L,
                                "symbolId",
                                1,
                                "takerSide",
                                "sell"));
    }

    @Test
    void anyBytesAreFormattedWithoutAnException() {
        long seed = 99;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 3 && random.nextBoolean()) {
                bytes[0] = (byte) random.nextInt(9);
                bytes[1] = 0;
                bytes[2] = 0;
            }
            assertThat(FORMAT.formatInput(ByteBuffer.wrap(bytes))).isNotEmpty();
            assertThat(FORMAT.formatReply(ByteBuffer.wrap(bytes))).isNotEmpty();
            assertThat(FORMAT.formatEvent(random.nextInt(14), ByteBuffer.wrap(bytes)))
                    .isNotEmpty();
            assertThat(FORMAT.formatAnswer(ByteBuffer.wrap(bytes))).isNotEmpty();
            int type = random.nextInt(14);
            assertThat(FORMAT.eventFields(type, ByteBuffer.wrap(bytes)).isEmpty())
                    .isEqualTo(FORMAT.formatEvent(type, ByteBuffer.wrap(bytes)).startsWith("unreadable"));
            assertThat(FORMAT.parseEventType(FORMAT.formatEventType(type))).isEqualTo(type);
        }
    }

    @Test
    void garbledBytesAreShownAsSuch() {
        byte[] cancel = new Cancel(0, 0).encode();

        assertThat(FORMAT.formatInput(ByteBuffer.wrap(cancel))).startsWith("garbled INVALID_ORDER_ID 03");
        assertThat(FORMAT.formatReply(ByteBuffer.wrap(cancel)))
                .startsWith("unreadable 03")
                .contains("accepted: 40");
        Answer counters = new Counters(1, 2, 3, 4, 5, 6);
        assertThat(FORMAT.formatAnswer(ByteBuffer.wrap(counters.encode(), 0, 39)))
                .contains("sizeBytes=39");
    }

    private static String answer(Engine engine, String query) {
        return FORMAT.formatAnswer(ByteBuffer.wrap(engine.machine().query(ByteBuffer.wrap(FORMAT.parseQuery(query)))));
    }

    @Test
    void typesOfEventsHaveNames() {
        assertThat(FORMAT.parseEventType("trade")).isEqualTo(3);
        assertThat(FORMAT.parseEventType("filled")).isEqualTo(3);
        assertThat(FORMAT.parseEventType("quote")).isEqualTo(11);
        assertThat(FORMAT.parseEventType("top-of-book")).isEqualTo(11);
        assertThat(FORMAT.parseEventType("4")).isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FORMAT.parseEventType("trades"))
                .withMessageContaining("text='trades', accepted: trade, quote, symbol-added, ");
    }
}
