package io.dsfm.sample.matching;

import static io.dsfm.sample.matching.domain.Side.BUY;
import static io.dsfm.sample.matching.domain.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.CancelScope;
import io.dsfm.sample.matching.domain.CommandType;
import io.dsfm.sample.matching.domain.Configure;
import io.dsfm.sample.matching.domain.Event;
import io.dsfm.sample.matching.domain.Feed;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.MassCancel;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.OrderType;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.Replace;
import io.dsfm.sample.matching.domain.SetState;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.SymbolState;
import io.dsfm.sample.matching.domain.TimeInForce;
import io.dsfm.sample.matching.harness.Engine;
import io.dsfm.sample.matching.harness.NearlyFull;
import io.dsfm.sample.matching.harness.Result;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every variant rejects, by which code, and that nothing changes by it; one tiny subclass for each variant. */
public abstract class RejectionContract {

    private static final int SYMBOL = 7;
    private static final long ALICE = 11;
    private static final int MAX_RESTING_ORDERS = 3;
    private static final long LATE = 1_000_000_000_000L;

    private Engine engine = new Engine(create(MAX_RESTING_ORDERS));

    /** Creates an instance with a lower limit of resting orders than the specification's. */
    protected abstract StateMachine create(int maxRestingOrders);

    @BeforeEach
    void addSymbolAndOrder() {
        engine = new Engine(create(MAX_RESTING_ORDERS));
        engine.execute(ALICE, new AddSymbol(SYMBOL, "AAPL"));
        engine.execute(ALICE, NewOrder.limit(SYMBOL, 1, BUY, 5, 100));
    }

    @Test
    void emptyInput() {
        assertRejected(new byte[0], RejectCode.EMPTY);
    }

    @Test
    void unknownCommands() {
        for (int code : new int[] {0, 8, 77, -1, -128}) {
            byte[] bytes = order(2).encode();
            bytes[0] = (byte) code;
            assertRejected(bytes, RejectCode.UNKNOWN_CODE);
        }
    }

    @Test
    void messagesCutShortOrPadded() {
        for (byte[] valid :
                new byte[][] {order(2).encode(), new Cancel(1, 0).encode(), new AddSymbol(9, "MSFT").encode()}) {
            for (int length = 1; length < valid.length + 40; length++) {
                if (!CommandType.ofCode(valid[0]).hasSize(length)) {
                    assertRejected(Arrays.copyOf(valid, length), RejectCode.WRONG_LENGTH);
                }
            }
        }
    }

    @Test
    void otherMessagesCutShortOrPadded() {
        for (byte[] valid : validMessages()) {
            for (int length = 1; length < valid.length + 70; length++) {
                if (!CommandType.ofCode(valid[0]).hasSize(length)) {
                    assertRejected(Arrays.copyOf(valid, length), RejectCode.WRONG_LENGTH);
                }
            }
        }
    }

    private static byte[][] validMessages() {
        return new byte[][] {
            order(2).withDisplay(1).encode(),
            new Configure(SYMBOL, Feed.NONE, 1, 1, 1_000).encode(),
            new SetState(SYMBOL, SymbolState.OPEN).encode(),
            new Replace(1, 1, 1).encode(),
            new MassCancel(CancelScope.OWN, 0).encode()
        };
    }

    @Test
    void bytesThatMustBeZeroInOtherMessages() {
        byte[][] valid = validMessages();
        int[][] offsets = {{57, 60, 63}, {2, 3, 12, 15}, {2, 3}, {1, 2, 3, 4, 5, 6, 7}, {2, 3}};
        for (int i = 0; i < valid.length; i++) {
            for (int offset : offsets[i]) {
                assertRejected(with(valid[i], offset, 1), RejectCode.NOT_ZERO);
            }
        }
    }

    @Test
    void fieldsOfTheLongFormOutOfRange() {
        NewOrder order = order(2);
        NewOrder stop = NewOrder.stop(SYMBOL, 2, BUY, 1, 10);
        long tooHigh = Limits.MAX_PRICE_TICKS + 1;
        assertRejected(with(order.withDisplay(1).encode(), 56, 3), RejectCode.INVALID_SELF_TRADE);
        assertRejected(with(order.withDisplay(1).encode(), 56, -1), RejectCode.INVALID_SELF_TRADE);
        for (OrderType type : new OrderType[] {OrderType.POST_ONLY, OrderType.STOP, OrderType.STOP_LIMIT}) {
            for (TimeInForce time : new TimeInForce[] {TimeInForce.IOC, TimeInForce.FOK}) {
                NewOrder wrong = order.withType(type, 10).withTimeInForce(time, 0);
                assertRejected(wrong.encode(), RejectCode.INVALID_COMBINATION);
            }
        }
        NewOrder market = NewOrder.market(SYMBOL, 2, BUY, 1);
        assertRejected(market.until(LATE).encode(), RejectCode.MARKET_ORDER_CANNOT_REST);
        assertRejected(order.withType(OrderType.STOP, 10).encode(), RejectCode.INVALID_PRICE);
        for (long wrong : new long[] {0, -1, tooHigh, Long.MIN_VALUE}) {
            assertRejected(stop.withStopPrice(wrong).encode(), RejectCode.INVALID_STOP_PRICE);
        }
        assertRejected(order.withStopPrice(1).encode(), RejectCode.INVALID_STOP_PRICE);
        assertRejected(order.withDisplay(2).encode(), RejectCode.INVALID_DISPLAY);
        assertRejected(order.withDisplay(-1).encode(), RejectCode.INVALID_DISPLAY);
        assertRejected(stop.withDisplay(1).encode(), RejectCode.INVALID_DISPLAY);
        assertRejected(market.withDisplay(1).encode(), RejectCode.INVALID_DISPLAY);
        assertRejected(order.withDisplay(1).withTimeInForce(TimeInForce.IOC, 0).encode(), RejectCode.INVALID_DISPLAY);
        assertRejected(order.until(0).encode(), RejectCode.INVALID_DEADLINE);
        assertRejected(order.until(-1).encode(), RejectCode.INVALID_DEADLINE);
        assertRejected(order.withTimeInForce(TimeInForce.DAY, 1).encode(), RejectCode.INVALID_DEADLINE);
        assertRejected(order.until(1).encode(), RejectCode.DEADLINE_PASSED);
    }

    @Test
    void fieldsOfOtherMessagesOutOfRange() {
        byte[] configure = new Configure(SYMBOL, Feed.NONE, 1, 1, 1_000).encode();
        assertRejected(with(configure, 1, 3), RejectCode.INVALID_FEED);
        for (int step : new int[] {0, -1, Limits.MAX_STEP_TICKS + 1}) {
            assertRejected(new Configure(SYMBOL, Feed.NONE, step, 1, 1).encode(), RejectCode.INVALID_STEP);
        }
        long max = Limits.MAX_PRICE_TICKS;
        for (long[] band : new long[][] {{0, 1}, {-1, 1}, {2, 1}, {1, max + 1}, {Long.MIN_VALUE, Long.MAX_VALUE}}) {
            assertRejected(new Configure(SYMBOL, Feed.NONE, 1, band[0], band[1]).encode(), RejectCode.INVALID_BAND);
        }
        byte[] state = new SetState(SYMBOL, SymbolState.OPEN).encode();
        for (int wrong : new int[] {0, 4, -1}) {
            assertRejected(with(state, 1, wrong), RejectCode.INVALID_STATE);
            assertRejected(with(new MassCancel(CancelScope.OWN, 0).encode(), 1, wrong), RejectCode.INVALID_SCOPE);
        }
        assertRejected(new MassCancel(CancelScope.OWN, SYMBOL).encode(), RejectCode.INVALID_SYMBOL_ID);
        assertRejected(new Replace(0, 1, 1).encode(), RejectCode.INVALID_ORDER_ID);
        assertRejected(new Replace(1, 0, 1).encode(), RejectCode.INVALID_PRICE);
        assertRejected(new Replace(1, max + 1, 1).encode(), RejectCode.INVALID_PRICE);
        assertRejected(new Replace(1, 1, 0).encode(), RejectCode.INVALID_QUANTITY);
        assertRejected(new Replace(1, 1, Limits.MAX_QUANTITY_LOTS + 1).encode(), RejectCode.INVALID_QUANTITY);
    }

    @Test
    void theStateOfTheSymbolComesBeforeTheOrderAndThePriceBeforeTheDeadline() {
        engine.execute(ALICE, new Configure(SYMBOL, Feed.NONE, 10, 100, 200));
        NewOrder wrong = NewOrder.limit(SYMBOL, 1, BUY, 1, 95).until(1);
        engine.execute(ALICE, new SetState(SYMBOL, SymbolState.HALTED));
        assertRejected(wrong.encode(), RejectCode.SYMBOL_HALTED);
        assertRejected(new Replace(1, 95, 9).encode(), RejectCode.SYMBOL_HALTED);
        engine.execute(ALICE, new SetState(SYMBOL, SymbolState.OPEN));
        assertRejected(wrong.encode(), RejectCode.DUPLICATE_ORDER_ID);
        NewOrder next = NewOrder.limit(SYMBOL, 2, BUY, 1, 95).until(1);
        assertRejected(next.encode(), RejectCode.WRONG_STEP);
        assertRejected(new Replace(1, 95, 9).encode(), RejectCode.WRONG_STEP);
        engine.execute(ALICE, new Configure(SYMBOL, Feed.NONE, 5, 100, 200));
        assertRejected(next.encode(), RejectCode.OUT_OF_BAND);
        assertRejected(new Replace(1, 205, 9).encode(), RejectCode.OUT_OF_BAND);
        engine.execute(ALICE, new Configure(SYMBOL, Feed.NONE, 5, 1, 200));
        engine.execute(ALICE, NewOrder.limit(SYMBOL, 3, BUY, 1, 10));
        engine.execute(ALICE, NewOrder.limit(SYMBOL, 4, BUY, 1, 10));
        assertRejected(next.encode(), RejectCode.DEADLINE_PASSED);
        assertRejected(NewOrder.postOnly(SYMBOL, 2, SELL, 1, 50).encode(), RejectCode.TOO_MANY_ORDERS);
        assertRejected(NewOrder.stop(SYMBOL, 2, SELL, 1, 50).encode(), RejectCode.TOO_MANY_ORDERS);
    }

    @Test
    void bytesThatMustBeZero() {
        for (int i = 1; i < 8; i++) {
            assertRejected(with(new Cancel(1, 0).encode(), i, 1), RejectCode.NOT_ZERO);
        }
        byte[] symbol = new AddSymbol(9, "MSFT").encode();
        for (int i : new int[] {2, 3, 12, 23}) {
            assertRejected(with(symbol, i, 'X'), RejectCode.NOT_ZERO);
        }
    }

    @Test
    void fieldsOutOfRange() {
        assertRejected(new AddSymbol(0, "MSFT").encode(), RejectCode.INVALID_SYMBOL_ID);
        assertRejected(new AddSymbol(-1, "MSFT").encode(), RejectCode.INVALID_SYMBOL_ID);
        assertRejected(with(new AddSymbol(9, "MSFT").encode(), 9, ' '), RejectCode.INVALID_NAME);
        assertRejected(with(new AddSymbol(9, "MSFT").encode(), 9, -60), RejectCode.INVALID_NAME);
        assertRejected(with(new AddSymbol(9, "MSFT").encode(), 1, 17), RejectCode.INVALID_NAME);
        assertRejected(with(new AddSymbol(9, "MSFT").encode(), 1, -1), RejectCode.INVALID_NAME);
        assertRejected(order(0).encode(), RejectCode.INVALID_ORDER_ID);
        assertRejected(order(-1).encode(), RejectCode.INVALID_ORDER_ID);
        assertRejected(with(order(2).encode(), 1, 3), RejectCode.INVALID_SIDE);
        assertRejected(with(order(2).encode(), 2, 6), RejectCode.INVALID_ORDER_TYPE);
        assertRejected(with(order(2).encode(), 3, 5), RejectCode.INVALID_TIME_IN_FORCE);
        assertRejected(new Cancel(0, 0).encode(), RejectCode.INVALID_ORDER_ID);
        assertRejected(new Cancel(1, -1).encode(), RejectCode.INVALID_QUANTITY);
        assertRejected(new Cancel(1, Limits.MAX_QUANTITY_LOTS + 1).encode(), RejectCode.INVALID_QUANTITY);
    }

    @Test
    void pricesAndQuantitiesOutOfRange() {
        for (long price : new long[] {0, -1, Long.MIN_VALUE, Limits.MAX_PRICE_TICKS + 1, Long.MAX_VALUE}) {
            assertRejected(NewOrder.limit(SYMBOL, 2, BUY, 1, price).encode(), RejectCode.INVALID_PRICE);
        }
        for (long lots : new long[] {0, -1, Long.MIN_VALUE, Limits.MAX_QUANTITY_LOTS + 1, Long.MAX_VALUE}) {
            assertRejected(NewOrder.limit(SYMBOL, 2, BUY, lots, 1).encode(), RejectCode.INVALID_QUANTITY);
        }
    }

    @Test
    void marketOrdersThatWouldRestOrHaveAPrice() {
        NewOrder resting = new NewOrder(SYMBOL, 2, BUY, OrderType.MARKET, TimeInForce.DAY, 0, 1);
        NewOrder priced = new NewOrder(SYMBOL, 2, BUY, OrderType.MARKET, TimeInForce.IOC, 1, 1);

        assertRejected(resting.encode(), RejectCode.MARKET_ORDER_CANNOT_REST);
        assertRejected(priced.encode(), RejectCode.INVALID_PRICE);
    }

    @Test
    void symbolsThatExistAndSymbolsThatDoNot() {
        assertRejected(new AddSymbol(SYMBOL, "MSFT").encode(), RejectCode.SYMBOL_EXISTS);
        assertRejected(NewOrder.limit(8, 2, BUY, 1, 1).encode(), RejectCode.UNKNOWN_SYMBOL);
    }

    @Test
    void moreSymbolsThanThereMayBe() {
        for (int i = 1; i < Limits.MAX_SYMBOLS; i++) {
            engine.execute(ALICE, new AddSymbol(SYMBOL + i, "S" + i));
        }

        assertRejected(new AddSymbol(1, "LAST").encode(), RejectCode.TOO_MANY_SYMBOLS);
        assertRejected(new AddSymbol(SYMBOL, "AGAIN").encode(), RejectCode.SYMBOL_EXISTS);
    }

    @Test
    void orderIdsThatRestAlready() {
        assertRejected(order(1).encode(), RejectCode.DUPLICATE_ORDER_ID);
        assertRejected(NewOrder.ioc(SYMBOL, 1, SELL, 1, 100).encode(), RejectCode.DUPLICATE_ORDER_ID);
    }

    @Test
    void ordersThatAreUnknownFilledOrAnotherClients() {
        engine.execute(ALICE, NewOrder.limit(SYMBOL, 2, BUY, 1, 101));
        engine.execute(ALICE, NewOrder.market(SYMBOL, 3, SELL, 1));

        assertRejected(new Cancel(2, 0).encode(), RejectCode.UNKNOWN_ORDER);
        assertRejected(new Cancel(3, 0).encode(), RejectCode.UNKNOWN_ORDER);
        assertThat(engine.execute(ALICE + 1, new Cancel(1, 0)).reply().code()).isEqualTo(RejectCode.UNKNOWN_ORDER);
    }

    @Test
    void moreRestingOrdersThanThereMayBeButNotThoseThatCannotRest() {
        engine.execute(ALICE, order(2));
        engine.execute(ALICE, order(3));

        assertRejected(order(4).encode(), RejectCode.TOO_MANY_ORDERS);
        assertRejected(NewOrder.limit(SYMBOL, 4, SELL, 1, 1).encode(), RejectCode.TOO_MANY_ORDERS);
        Result taker = engine.execute(ALICE, NewOrder.ioc(SYMBOL, 4, SELL, 5, 1));
        assertThat(taker.reply().filledLots()).isEqualTo(5);
        assertThat(engine.execute(ALICE, order(4)).reply().isAccepted()).isTrue();
    }

    @Test
    void anOrderByWhichTheCountOfTradedLotsCouldOverflow() throws IOException {
        engine.restore(NearlyFull.snapshot());
        engine.execute(ALICE, new AddSymbol(SYMBOL, "AAPL"));

        assertRejected(NewOrder.limit(SYMBOL, 1, BUY, 11, 1).encode(), RejectCode.COUNTER_OVERFLOW);
        assertThat(engine.execute(ALICE, NewOrder.limit(SYMBOL, 1, BUY, 10, 1))
                        .reply()
                        .isAccepted())
                .isTrue();
    }

    @Test
    void theFirstFailedCheckGivesTheCode() {
        Side none = BUY;
        byte[] everythingWrong = NewOrder.limit(8, 0, none, 0, 0).encode();

        assertRejected(everythingWrong, RejectCode.INVALID_ORDER_ID);
        assertRejected(NewOrder.limit(8, 1, none, 0, 0).encode(), RejectCode.INVALID_PRICE);
        assertRejected(NewOrder.limit(8, 1, none, 0, 1).encode(), RejectCode.INVALID_QUANTITY);
        assertRejected(NewOrder.limit(8, 1, none, 1, 1).encode(), RejectCode.UNKNOWN_SYMBOL);
        engine.execute(ALICE, order(2));
        engine.execute(ALICE, order(3));
        assertRejected(NewOrder.limit(SYMBOL, 1, none, 1, 1).encode(), RejectCode.DUPLICATE_ORDER_ID);
    }

    @Test
    void garbledQueriesAreAnsweredByACode() {
        assertThat(engine.ask(new byte[0])).isEqualTo(new Answer.Rejected((byte) 0, RejectCode.EMPTY));
        assertThat(engine.ask(new byte[] {9})).isEqualTo(new Answer.Rejected((byte) 0, RejectCode.UNKNOWN_CODE));
        assertThat(engine.ask(new byte[] {3, 0})).isEqualTo(new Answer.Rejected((byte) 3, RejectCode.WRONG_LENGTH));
        assertThat(engine.ask(new Query.Depth(SYMBOL, 0)))
                .isEqualTo(new Answer.Rejected((byte) 1, RejectCode.INVALID_LEVELS));
        assertThat(engine.ask(new Query.Depth(8, 1)))
                .isEqualTo(new Answer.Rejected((byte) 1, RejectCode.UNKNOWN_SYMBOL));
        assertThat(engine.ask(new Query.Report(8))).isEqualTo(new Answer.Rejected((byte) 4, RejectCode.UNKNOWN_SYMBOL));
        assertThat(engine.ask(new byte[] {4, 0, 1, 0, 0, 0, 0, 7}))
                .isEqualTo(new Answer.Rejected((byte) 4, RejectCode.NOT_ZERO));
        assertThat(engine.ask(new Query.Order(new OrderKey(ALICE, 99))))
                .isEqualTo(new Answer.Rejected((byte) 2, RejectCode.UNKNOWN_ORDER));
    }

    @Test
    void anyBytesAreAnsweredWithoutAnException() {
        long seed = 4711;
        Random random = new Random(seed);
        byte[][] valid = Arrays.copyOf(validMessages(), 8);
        valid[5] = order(2).encode();
        valid[6] = new Cancel(1, 3).encode();
        valid[7] = new AddSymbol(9, "MSFT").encode();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = valid[random.nextInt(valid.length)].clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThat(engine.execute(1 + random.nextInt(3), bytes).reply())
                    .as("seed %s", seed)
                    .isNotNull();
            engine.ask(bytes);
        }
    }

    private static NewOrder order(long id) {
        return NewOrder.limit(SYMBOL, id, BUY, 1, 10);
    }

    private static byte[] with(byte[] message, int offset, int value) {
        byte[] changed = message.clone();
        changed[offset] = (byte) value;
        return changed;
    }

    private void assertRejected(byte[] command, RejectCode code) {
        byte[] before = engine.snapshot();
        long digest = engine.digest();

        Result result = engine.execute(ALICE, command);

        assertThat(result.reply().code())
                .as("code for %s", Arrays.toString(command))
                .isEqualTo(code);
        assertThat(result.reply().filledLots() + result.reply().restingLots()).isZero();
        assertThat(result.events()).singleElement().isInstanceOfSatisfying(Event.Rejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo(code);
            assertThat(rejected.order())
                    .isEqualTo(new OrderKey(ALICE, result.reply().orderId()));
            assertThat(rejected.command()).isEqualTo(result.reply().command());
        });
        assertThat(engine.digest()).isEqualTo(digest);
        assertThat(engine.snapshot()).isEqualTo(before);
        boolean isKnown = command.length > 0 && CommandType.ofCode(command[0]) != null;
        assertThat(result.reply().command() != null).isEqualTo(isKnown);
    }
}
