package io.dsfm.sample.matching;

import static io.dsfm.sample.matching.domain.Side.BUY;
import static io.dsfm.sample.matching.domain.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.CommandType;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.Event;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.OrderType;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.SnapshotWriter;
import io.dsfm.sample.matching.domain.StateDigest;
import io.dsfm.sample.matching.domain.TimeInForce;
import io.dsfm.sample.matching.harness.Engine;
import io.dsfm.sample.matching.harness.Result;
import io.dsfm.statemachine.StateMachine;
import java.io.ByteArrayOutputStream;
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
        Counters nearlyFull = new Counters(0, 0, 1, 1, Long.MAX_VALUE - 10, 0);
        ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
        SnapshotWriter writer = new SnapshotWriter(snapshot);
        writer.header(MatchingApplication.SPECIFICATION_VERSION, nearlyFull);
        writer.end(new StateDigest().value(nearlyFull));
        engine.restore(snapshot.toByteArray());
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
        assertThat(engine.ask(new Query.Order(new OrderKey(ALICE, 99))))
                .isEqualTo(new Answer.Rejected((byte) 2, RejectCode.UNKNOWN_ORDER));
    }

    @Test
    void anyBytesAreAnsweredWithoutAnException() {
        long seed = 4711;
        Random random = new Random(seed);
        byte[][] valid = {order(2).encode(), new Cancel(1, 3).encode(), new AddSymbol(9, "MSFT").encode()};
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
