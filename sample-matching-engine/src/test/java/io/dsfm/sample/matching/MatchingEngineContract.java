package io.dsfm.sample.matching;

import static io.dsfm.sample.matching.domain.Side.BUY;
import static io.dsfm.sample.matching.domain.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.CancelReason;
import io.dsfm.sample.matching.domain.CommandType;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.Event;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.Reply;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.flow.AllCommandsFlow;
import io.dsfm.sample.matching.flow.GeneratedFlow;
import io.dsfm.sample.matching.flow.TimedInput;
import io.dsfm.sample.matching.harness.Engine;
import io.dsfm.sample.matching.harness.Result;
import io.dsfm.statemachine.StateMachine;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every variant does for valid commands; one tiny subclass for each variant. */
public abstract class MatchingEngineContract {

    private static final int SYMBOL = 7;
    private static final long ALICE = 11;
    private static final long BOB = 12;

    private Engine engine = new Engine(create());

    /** Creates an instance. */
    protected abstract StateMachine create();

    /** Walks the whole state of an instance and throws if an invariant is broken. */
    protected abstract void validate(StateMachine machine);

    @BeforeEach
    void addSymbol() {
        engine = new Engine(create());
        engine.execute(ALICE, new AddSymbol(SYMBOL, "AAPL"));
    }

    @Test
    void addedSymbolIsAnnounced() {
        Result result = engine.execute(ALICE, new AddSymbol(8, "MSFT"));

        assertThat(result.events()).containsExactly(new Event.SymbolAdded(8, "MSFT"));
        assertThat(result.reply()).isEqualTo(new Reply(CommandType.ADD_SYMBOL, RejectCode.NONE, 8, 0, 0, 0, 0));
    }

    @Test
    void limitOrderRestsWhenNothingCrosses() {
        limit(ALICE, 1, SELL, 5, 101);

        NewOrder order = NewOrder.limit(SYMBOL, 2, BUY, 10, 100);
        Result result = engine.execute(BOB, order);

        assertThat(result.events()).containsExactly(new Event.Accepted(BOB, order));
        assertReply(result, 2, 0, 10, 0);
        assertDepth(List.of(level(100, 10, 1)), List.of(level(101, 5, 1)));
    }

    @Test
    void bestPriceTradesFirstAtTheMakersPrice() {
        limit(ALICE, 1, SELL, 5, 103);
        limit(ALICE, 2, SELL, 5, 101);
        limit(ALICE, 3, SELL, 5, 102);

        Result result = limit(BOB, 9, BUY, 12, 103);

        assertThat(result.events(Event.Filled.class))
                .containsExactly(
                        filled(2, 0, 9, 101, 5, 1, BUY),
                        filled(3, 0, 9, 102, 5, 2, BUY),
                        filled(1, 3, 9, 103, 2, 3, BUY));
        assertReply(result, 9, 12, 0, 0);
    }

    @Test
    void oldestOrderTradesFirstAtOnePrice() {
        limit(ALICE, 3, BUY, 5, 100);
        limit(ALICE, 1, BUY, 5, 100);
        limit(ALICE, 2, BUY, 5, 100);

        Result result = limit(BOB, 9, SELL, 7, 100);

        assertThat(result.events(Event.Filled.class))
                .containsExactly(filled(3, 0, 9, 100, 5, 1, SELL), filled(1, 3, 9, 100, 2, 2, SELL));
    }

    @Test
    void whatIsLeftOfALimitOrderRestsAtItsPrice() {
        limit(ALICE, 1, SELL, 5, 100);

        Result result = limit(BOB, 2, BUY, 8, 101);

        assertReply(result, 2, 5, 3, 0);
        assertDepth(List.of(level(101, 3, 1)), List.of());
    }

    @Test
    void anOrderTradesWithAnotherOfTheSameClient() {
        limit(ALICE, 1, SELL, 5, 100);

        assertReply(limit(ALICE, 2, BUY, 5, 100), 2, 5, 0, 0);
    }

    @Test
    void immediateOrCancelNeverRests() {
        limit(ALICE, 1, SELL, 5, 100);

        Result result = engine.execute(BOB, NewOrder.ioc(SYMBOL, 2, BUY, 8, 100));

        assertThat(result.events().get(2))
                .isEqualTo(
                        new Event.Cancelled(new OrderKey(BOB, 2), 3, 0, SYMBOL, BUY, CancelReason.IMMEDIATE_OR_CANCEL));
        assertReply(result, 2, 5, 0, 3);
        assertDepth(List.of(), List.of());
    }

    @Test
    void marketOrderTradesAtAnyPriceAndNeverRests() {
        limit(ALICE, 1, BUY, 5, 1);
        limit(ALICE, 2, BUY, 5, Limits.MAX_PRICE_TICKS);

        Result result = engine.execute(BOB, NewOrder.market(SYMBOL, 3, SELL, 11));

        assertThat(result.events(Event.Filled.class))
                .extracting(Event.Filled::priceTicks)
                .containsExactly(Limits.MAX_PRICE_TICKS, 1L);
        assertReply(result, 3, 10, 0, 1);
    }

    @Test
    void marketOrderIsCancelledWhenThereIsNothingToTradeWith() {
        Result result = engine.execute(BOB, NewOrder.market(SYMBOL, 3, BUY, 11));

        assertThat(result.events()).hasSize(2);
        assertReply(result, 3, 0, 0, 11);
    }

    @Test
    void cancelledOrderLeavesTheBookAndItsIdIsFree() {
        limit(ALICE, 1, BUY, 5, 100);
        limit(ALICE, 2, BUY, 6, 100);
        limit(ALICE, 3, BUY, 7, 100);

        Result result = engine.execute(ALICE, new Cancel(2, Cancel.ALL));

        assertThat(result.events())
                .containsExactly(new Event.Cancelled(new OrderKey(ALICE, 2), 6, 0, SYMBOL, BUY, CancelReason.CLIENT));
        assertReply(result, 2, 0, 0, 6);
        assertDepth(List.of(level(100, 12, 2)), List.of());
        assertReply(limit(ALICE, 2, BUY, 6, 100), 2, 0, 6, 0);
    }

    @Test
    void partialCancellationKeepsTheOrdersPlace() {
        limit(ALICE, 1, BUY, 5, 100);
        limit(ALICE, 2, BUY, 5, 100);

        assertReply(engine.execute(ALICE, new Cancel(1, 2)), 1, 0, 3, 2);

        assertThat(limit(BOB, 9, SELL, 4, 100).events(Event.Filled.class))
                .containsExactly(filled(1, 0, 9, 100, 3, 1, SELL), filled(2, 4, 9, 100, 1, 2, SELL));
    }

    @Test
    void cancellingMoreThanIsLeftTakesWhatIsLeft() {
        limit(ALICE, 1, BUY, 5, 100);

        assertReply(engine.execute(ALICE, new Cancel(1, 9)), 1, 0, 0, 5);
    }

    @Test
    void ordersOfTwoClientsMayHaveTheSameId() {
        limit(ALICE, 1, BUY, 5, 100);
        limit(BOB, 1, BUY, 6, 100);

        assertReply(engine.execute(BOB, new Cancel(1, Cancel.ALL)), 1, 0, 0, 6);

        assertThat(engine.ask(new Query.Order(new OrderKey(ALICE, 1))))
                .isEqualTo(new Answer.Order(new OrderKey(ALICE, 1), SYMBOL, BUY, 100, 5, 5, 0, 0, 0, 0));
    }

    @Test
    void booksOfTwoSymbolsDoNotTouch() {
        engine.execute(ALICE, new AddSymbol(8, "MSFT"));
        limit(ALICE, 1, SELL, 5, 100);

        Result result = engine.execute(BOB, NewOrder.limit(8, 2, BUY, 5, 100));

        assertThat(result.reply().restingLots()).isEqualTo(5);
        assertThat(engine.depth(8, 5).bids()).hasSize(1);
        assertThat(engine.depth(8, 5).asks()).isEmpty();
    }

    @Test
    void anOrderThatHasTradedAsOftenAsItMayIsCancelledAndNeverCrossesTheBook() {
        for (int i = 1; i <= Limits.MAX_FILLS_PER_ORDER + 1; i++) {
            limit(ALICE, i, SELL, 1, 100);
        }

        Result result = limit(BOB, 1, BUY, Limits.MAX_FILLS_PER_ORDER + 5, 100);

        assertReply(result, 1, Limits.MAX_FILLS_PER_ORDER, 0, 5);
        assertThat(result.events(Event.Cancelled.class))
                .extracting(Event.Cancelled::reason)
                .containsExactly(CancelReason.FILL_LIMIT);
        assertDepth(List.of(), List.of(level(100, 1, 1)));
        validate(engine.machine());
    }

    @Test
    void anOrderThatFillsTheLastMakerWithItsLastTradeMayRest() {
        for (int i = 1; i <= Limits.MAX_FILLS_PER_ORDER; i++) {
            limit(ALICE, i, SELL, 1, 100);
        }

        assertReply(limit(BOB, 1, BUY, Limits.MAX_FILLS_PER_ORDER + 5, 100), 1, Limits.MAX_FILLS_PER_ORDER, 5, 0);
    }

    @Test
    void depthShowsTheBestLevelsOnlyAndCountersCountOverTheWholeTime() {
        for (int i = 1; i <= 5; i++) {
            limit(ALICE, i, BUY, i, 100 - i);
            limit(ALICE, 10 + i, SELL, i, 100 + i);
        }
        engine.execute(BOB, NewOrder.market(SYMBOL, 1, BUY, 2));

        assertThat(engine.depth(SYMBOL, 2))
                .isEqualTo(new Answer.Depth(
                        SYMBOL,
                        List.of(level(99, 1, 1), level(98, 2, 1)),
                        List.of(level(102, 1, 1), level(103, 3, 1))));
        assertThat(engine.ask(new Query.Counts())).isEqualTo(new Counters(1, 9, 11, 2, 2, 10));
    }

    @Test
    void pricesFarApartAreKeptInOrder() {
        long[] prices = {Limits.MAX_PRICE_TICKS, 2, 500_000_000_000L, 3, 1_000_000, 999_999};
        for (int i = 0; i < prices.length; i++) {
            limit(ALICE, 1 + i, BUY, 1, prices[i]);
        }

        assertThat(engine.depth(SYMBOL, 10).bids())
                .extracting(Answer.Level::priceTicks)
                .containsExactly(Limits.MAX_PRICE_TICKS, 500_000_000_000L, 1_000_000L, 999_999L, 3L, 2L);
        validate(engine.machine());
    }

    @Test
    void stateIsWholeAfterEveryCommandOfAGeneratedFlow() {
        long seed = 77;
        GeneratedFlow flow = new GeneratedFlow(seed, 5_000, 2, 150);
        Engine fresh = new Engine(create());
        for (byte[] command = flow.next(); command != null; command = flow.next()) {
            fresh.execute(ALICE, command);
            validate(fresh.machine());
        }
        assertThat(((Counters) fresh.ask(new Query.Counts())).trades())
                .as("seed %s", seed)
                .isGreaterThan(100);
    }

    @Test
    void stateIsWholeAfterEveryInputOfAFlowOfAllCommands() {
        long seed = Long.getLong("dsfm.seed", 78);
        AllCommandsFlow flow = new AllCommandsFlow(seed, 20_000);
        Engine fresh = new Engine(create());
        for (TimedInput input = flow.next(); input != null; input = flow.next()) {
            if (input.firesTimers()) {
                fresh.fireAll(input.nowNanos());
                validate(fresh.machine());
            }
            fresh.executeAt(input.clientId(), input.nowNanos(), input.command());
            validate(fresh.machine());
        }
        assertThat(((Counters) fresh.ask(new Query.Counts())).trades())
                .as("seed %s", seed)
                .isGreaterThan(1_000);
    }

    private Result limit(long client, long order, Side side, long lots, long priceTicks) {
        return engine.execute(client, NewOrder.limit(SYMBOL, order, side, lots, priceTicks));
    }

    private static Event.Filled filled(
            long maker, long makerLeft, long taker, long priceTicks, long lots, long number, Side takerSide) {
        return new Event.Filled(
                new OrderKey(ALICE, maker),
                makerLeft,
                new OrderKey(BOB, taker),
                priceTicks,
                lots,
                number,
                SYMBOL,
                takerSide);
    }

    private static Answer.Level level(long priceTicks, long lots, long orders) {
        return new Answer.Level(priceTicks, lots, orders);
    }

    private void assertDepth(List<Answer.Level> bids, List<Answer.Level> asks) {
        assertThat(engine.depth(SYMBOL, 10)).isEqualTo(new Answer.Depth(SYMBOL, bids, asks));
    }

    private static void assertReply(Result result, long order, long filled, long resting, long cancelled) {
        Reply reply = result.reply();
        assertThat(reply)
                .isEqualTo(new Reply(reply.command(), RejectCode.NONE, SYMBOL, order, filled, resting, cancelled));
    }
}
