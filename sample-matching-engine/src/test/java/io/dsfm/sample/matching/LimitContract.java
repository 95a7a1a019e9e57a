package io.dsfm.sample.matching;

import static io.dsfm.sample.matching.domain.Side.BUY;
import static io.dsfm.sample.matching.domain.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.CancelReason;
import io.dsfm.sample.matching.domain.CancelScope;
import io.dsfm.sample.matching.domain.Configure;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.Event;
import io.dsfm.sample.matching.domain.Feed;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.MassCancel;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.Reply;
import io.dsfm.sample.matching.domain.Report;
import io.dsfm.sample.matching.domain.SelfTrade;
import io.dsfm.sample.matching.domain.SetState;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.SymbolState;
import io.dsfm.sample.matching.harness.Engine;
import io.dsfm.sample.matching.harness.NearlyFull;
import io.dsfm.sample.matching.harness.Result;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much one input may do, and how the rest is done by timers; one tiny subclass for each variant. */
public abstract class LimitContract {

    private static final int SYMBOL = 7;
    private static final long SYMBOL_TIMER = -SYMBOL;
    private static final long ALICE = 11;
    private static final long BOB = 12;
    private static final long LATE = 1_000_000_000;

    /** What a node lets a state machine put out for one input, if it is not configured otherwise. */
    private static final int OUTPUT_BYTES = 256 << 10;

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
    void makersThatAreCancelledCountAsThoseThatTrade() {
        for (int i = 1; i <= Limits.MAX_FILLS_PER_ORDER; i++) {
            limit(i % 2 == 0 ? ALICE : BOB, i, SELL, 1, 100);
        }
        limit(BOB, Limits.MAX_FILLS_PER_ORDER + 1, SELL, 1, 100);

        NewOrder order = NewOrder.limit(SYMBOL, 9_999, BUY, 1_000, 100).withSelfTrade(SelfTrade.CANCEL_OLDEST);
        Result result = engine.execute(ALICE, order);

        assertThat(result.reply().filledLots()).isEqualTo(Limits.MAX_FILLS_PER_ORDER / 2);
        assertThat(result.reply().restingLots()).isZero();
        assertThat(result.events(Event.Cancelled.class))
                .last()
                .extracting(Event.Cancelled::reason)
                .isEqualTo(CancelReason.FILL_LIMIT);
        assertThat(report().asks()).isEqualTo(1);
    }

    @Test
    void fillOrKillKnowsHowManyMakersItMayMeet() {
        int met = Limits.MAX_FILLS_PER_ORDER - 1;
        engine.execute(ALICE, NewOrder.limit(SYMBOL, 1, SELL, met + 9, 100).withDisplay(1));

        // Each replenishment of an iceberg order is met anew.
        assertThat(fillOrKill(2, met + 2).filledLots()).isZero();
        assertThat(fillOrKill(2, met + 1).filledLots()).isEqualTo(met + 1);
        assertThat(report().bestAsk().lots()).isEqualTo(1);
    }

    private Reply fillOrKill(long order, long lots) {
        return engine.execute(BOB, NewOrder.fok(SYMBOL, order, BUY, lots, 100)).reply();
    }

    @Test
    void triggeringStopsAtItsLimitAndGoesOnByTheSymbolsTimer() {
        int waiting = 2 * Limits.MAX_TRIGGERS_PER_INPUT + 50;
        waitingBuys(waiting, 1);

        Result first = trade(100);

        assertThat(first.events(Event.Triggered.class)).hasSize(Limits.MAX_TRIGGERS_PER_INPUT);
        assertThat(engine.timers()).isEqualTo(1);
        validate(engine.machine());

        // An order that comes in between is reached by the price that is still to be settled, and goes first.
        Result between = engine.execute(BOB, NewOrder.stop(SYMBOL, 9_999, BUY, 1, 100));
        assertThat(between.events(Event.Triggered.class)).hasSize(1 + Limits.MAX_TRIGGERS_PER_INPUT);
        Result last = engine.fireNext(engine.nowNanos()).orElseThrow().result();

        assertThat(last.events(Event.Triggered.class)).hasSize(50);
        assertThat(engine.timers()).isZero();
        assertThat(report().waitingBuys()).isZero();
        validate(engine.machine());
    }

    @Test
    void triggeringStopsWhenTheInputHasMetAsManyMakersAsOneOrderMay() {
        waitingBuys(3, Limits.MAX_FILLS_PER_ORDER / 2 + 1);
        for (int i = 1; i <= 2 * Limits.MAX_FILLS_PER_ORDER; i++) {
            limit(ALICE, i, SELL, 1, 101);
        }

        Result result = trade(100);

        assertThat(result.events(Event.Triggered.class)).hasSize(2);
        assertThat(report().waitingBuys()).isEqualTo(1);
        Result last = engine.fireNext(engine.nowNanos()).orElseThrow().result();
        assertThat(last.events(Event.Triggered.class)).hasSize(1);
    }

    @Test
    void aHaltedSymbolGoesOnTriggeringWhenItIsOpened() {
        waitingBuys(Limits.MAX_TRIGGERS_PER_INPUT + 1, 1);
        trade(100);
        engine.execute(BOB, new SetState(SYMBOL, SymbolState.HALTED));

        Result fired = engine.fireNext(engine.nowNanos()).orElseThrow().result();
        assertThat(fired.events()).isEmpty();
        assertThat(engine.timers()).isZero();

        Result opened = engine.execute(BOB, new SetState(SYMBOL, SymbolState.OPEN));
        assertThat(opened.events(Event.Triggered.class)).hasSize(1);
    }

    @Test
    void massCancellationStopsAtItsLimitAndSaysSo() {
        for (int i = 1; i <= Limits.MAX_CANCELS_PER_INPUT + 1; i++) {
            limit(ALICE, i, BUY, 1, i);
        }
        limit(BOB, 1, BUY, 1, 5);
        MassCancel own = new MassCancel(CancelScope.OWN, MassCancel.NO_SYMBOL);

        Result first = engine.execute(ALICE, own);
        assertThat(first.events(Event.Cancelled.class)).hasSize(Limits.MAX_CANCELS_PER_INPUT);
        assertThat(first.reply().cancelledLots()).isEqualTo(Limits.MAX_CANCELS_PER_INPUT);
        assertThat(first.reply().restingLots()).isEqualTo(1);

        Result second = engine.execute(ALICE, own);
        assertThat(second.reply().cancelledLots()).isEqualTo(1);
        assertThat(second.reply().restingLots()).isZero();
        assertThat(report().bids()).isEqualTo(1);
    }

    @Test
    void closingGoesOnByTheSymbolsTimerAndTheSymbolCannotBeOpenedMeanwhile() {
        int count = 2 * Limits.MAX_CANCELS_PER_INPUT + 1;
        for (int i = 1; i <= count; i++) {
            limit(ALICE, i, SELL, 1, 100);
        }
        SetState close = new SetState(SYMBOL, SymbolState.CLOSED);

        Result closed = engine.execute(BOB, close);
        assertThat(closed.reply().cancelledLots()).isEqualTo(Limits.MAX_CANCELS_PER_INPUT);
        assertThat(closed.reply().restingLots()).isEqualTo(1);
        for (SymbolState state : new SymbolState[] {SymbolState.OPEN, SymbolState.HALTED}) {
            assertThat(engine.execute(BOB, new SetState(SYMBOL, state)).reply().code())
                    .isEqualTo(RejectCode.SYMBOL_CLOSING);
        }
        Result fired = engine.fireNext(engine.nowNanos()).orElseThrow().result();
        assertThat(fired.events(Event.Cancelled.class)).hasSize(Limits.MAX_CANCELS_PER_INPUT);

        // To close it again is to take a step at once; the timer that is left finds nothing.
        assertThat(engine.execute(BOB, close).reply().cancelledLots()).isEqualTo(1);
        assertThat(engine.fireNext(engine.nowNanos()).orElseThrow().result().events())
                .isEmpty();
        assertThat(engine.timers()).isZero();
        assertThat(engine.execute(BOB, new SetState(SYMBOL, SymbolState.OPEN))
                        .reply()
                        .isAccepted())
                .isTrue();
    }

    @Test
    void timersThatFitNothingDoNothing() {
        limit(ALICE, 1, BUY, 1, 100);
        long digest = engine.digest();

        for (long timerId : new long[] {0, 1, 99, SYMBOL_TIMER, -8, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(engine.fire(timerId, LATE).result().events()).isEmpty();
        }
        assertThat(engine.digest()).isEqualTo(digest);
    }

    @Test
    void aTriggeredOrderByWhichTheCountOfTradedLotsCouldOverflowIsCancelled() throws IOException {
        engine.restore(NearlyFull.snapshot());
        engine.execute(ALICE, new AddSymbol(SYMBOL, "AAPL"));
        limit(ALICE, 1, SELL, 5, 100);
        engine.execute(BOB, NewOrder.stop(SYMBOL, 1, BUY, 9, 100));

        Result result = limit(BOB, 2, BUY, 2, 100);

        assertThat(result.events(Event.Triggered.class)).hasSize(1);
        assertThat(result.events(Event.Cancelled.class))
                .extracting(Event.Cancelled::reason)
                .containsExactly(CancelReason.COUNTER_OVERFLOW);
        assertThat(((Counters) engine.ask(new Query.Counts())).tradedLots()).isEqualTo(Long.MAX_VALUE - 8);
        validate(engine.machine());
    }

    @Test
    void theMostThatAnInputPutsOutIsWithinTheLimitOfANode() {
        engine.execute(ALICE, new Configure(SYMBOL, Feed.DEPTH, 1, 1, Limits.MAX_PRICE_TICKS));
        int most = Limits.MAX_FILLS_PER_ORDER;
        waitingBuys(Limits.MAX_TRIGGERS_PER_INPUT - 1, 1);
        engine.execute(BOB, NewOrder.stop(SYMBOL, 5_000, BUY, 5L * most, 100));
        for (int i = 1; i <= 3 * most; i++) {
            engine.execute(ALICE, NewOrder.limit(SYMBOL, i, SELL, 1, 100 + i).until(LATE));
        }

        // It meets one maker less than would end the triggering, and the last order that it triggers meets all it may.
        NewOrder sweep =
                NewOrder.limit(SYMBOL, 9_999, BUY, most - Limits.MAX_TRIGGERS_PER_INPUT, Limits.MAX_PRICE_TICKS);
        Result result = engine.execute(BOB, sweep);

        assertThat(result.events(Event.Triggered.class)).hasSize(Limits.MAX_TRIGGERS_PER_INPUT);
        assertThat(result.events(Event.Filled.class)).hasSize(2 * most - 1);
        assertThat(result.events(Event.Depth.class)).hasSize(2 * most - 1);
        assertThat(result.countedBytes()).isLessThan(OUTPUT_BYTES);
    }

    @Test
    void theMostThatAMassCancellationPutsOutIsWithinTheLimitOfANode() {
        for (int i = 1; i <= Limits.MAX_CANCELS_PER_INPUT; i++) {
            int symbol = 100 + i;
            engine.execute(ALICE, new AddSymbol(symbol, "S" + i));
            engine.execute(ALICE, new Configure(symbol, Feed.DEPTH, 1, 1, Limits.MAX_PRICE_TICKS));
            engine.execute(ALICE, NewOrder.limit(symbol, i, SELL, 1, 100).until(LATE));
        }

        Result result = engine.execute(ALICE, new MassCancel(CancelScope.OWN, MassCancel.NO_SYMBOL));

        assertThat(result.events(Event.TopOfBook.class)).hasSize(Limits.MAX_CANCELS_PER_INPUT);
        assertThat(result.countedBytes()).isLessThan(OUTPUT_BYTES);
    }

    private void waitingBuys(int count, long lots) {
        for (int i = 1; i <= count; i++) {
            engine.execute(BOB, NewOrder.stop(SYMBOL, 20_000 + i, BUY, lots, 100));
        }
    }

    /** One trade of one lot at a price, by which waiting orders are reached. */
    private Result trade(long priceTicks) {
        limit(ALICE, 100_000, SELL, 1, priceTicks);
        return limit(BOB, 100_000, BUY, 1, priceTicks);
    }

    private Report report() {
        return (Report) engine.ask(new Query.Report(SYMBOL));
    }

    private Result limit(long client, long order, Side side, long lots, long priceTicks) {
        return engine.execute(client, NewOrder.limit(SYMBOL, order, side, lots, priceTicks));
    }
}
