package io.dsfm.sample.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.Configure;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.Feed;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.OrderType;
import io.dsfm.sample.matching.domain.SelfTrade;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.SnapshotWriter;
import io.dsfm.sample.matching.domain.StateDigest;
import io.dsfm.sample.matching.domain.Statistics;
import io.dsfm.sample.matching.domain.SymbolTerms;
import io.dsfm.sample.matching.flow.GeneratedFlow;
import io.dsfm.sample.matching.harness.Engine;
import io.dsfm.statemachine.StateMachine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every variant does with snapshots; one tiny subclass for each variant. */
public abstract class SnapshotContract {

    private static final long CLIENT = 1;
    private static final long LATE = 1_000_000_000_000L;

    /** Creates an instance. */
    protected abstract StateMachine create();

    /** Walks the whole state of an instance and throws if an invariant is broken. */
    protected abstract void validate(StateMachine machine);

    @Test
    void restoredInstanceHasTheSameDigestAndTheSameFuture() throws IOException {
        GeneratedFlow flow = new GeneratedFlow(5, 6_000, 3, 300);
        Engine original = new Engine(create());
        feed(original, flow, 4_000);

        Engine restored = used();
        restored.restore(original.snapshot());

        validate(restored.machine());
        assertThat(restored.digest()).isEqualTo(original.digest());
        for (byte[] command = flow.next(); command != null; command = flow.next()) {
            assertThat(restored.execute(CLIENT, command).isSameAs(original.execute(CLIENT, command)))
                    .isTrue();
            assertThat(restored.digest()).isEqualTo(original.digest());
        }
        assertThat(restored.snapshot()).isEqualTo(original.snapshot());
    }

    @Test
    void emptyStateCanBeRestored() throws IOException {
        Engine restored = used();

        restored.restore(new Engine(create()).snapshot());

        assertThat(restored.digest()).isEqualTo(new Engine(create()).digest());
        validate(restored.machine());
    }

    @Test
    void ordersInAnotherSequenceOfArrivalHaveAnotherDigest() {
        Engine one = withOrders(1, 2);
        Engine other = withOrders(2, 1);

        assertThat(one.digest()).isNotEqualTo(other.digest());
    }

    @Test
    void everyBitOfASnapshotMatters() {
        byte[] snapshot = withOrders(1, 2).snapshot();
        for (int bit = 0; bit < snapshot.length * 8; bit++) {
            byte[] wrong = snapshot.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            int position = bit / 8;
            assertThatIOException()
                    .as("bit %s of byte %s", bit % 8, position)
                    .isThrownBy(() -> used().restore(wrong))
                    .withMessageStartingWith("not a snapshot of the matching engine: ");
        }
    }

    @Test
    void snapshotsCutShortOrPaddedAreRefused() {
        byte[] snapshot = withOrders(1, 2).snapshot();
        for (int length = 0; length < snapshot.length + 3; length++) {
            byte[] wrong = Arrays.copyOf(snapshot, length);
            if (length != snapshot.length) {
                assertThatIOException()
                        .as("length %s", length)
                        .isThrownBy(() -> used().restore(wrong))
                        .withMessageStartingWith("not a snapshot of the matching engine: ");
            }
        }
    }

    @Test
    void snapshotOfTwoOrdersWithOneArrivalIsRefused() throws IOException {
        Engine engine = used();
        engine.restore(crafted(1, 2, 0, 0));
        validate(engine.machine());

        assertRefused(crafted(2, 2, 0, 0), "arrival of two orders=2");
    }

    @Test
    void snapshotWhoseSymbolsHaveNotTradedWhatTheEngineHasIsRefused() throws IOException {
        assertRefused(crafted(1, 2, 7, 7), "trades of no symbol=7");
        assertRefused(crafted(1, 2, 0, 7), "tradedLots of no symbol=7");
    }

    private void assertRefused(byte[] snapshot, String message) {
        assertThatIOException().isThrownBy(() -> used().restore(snapshot)).withMessageEndingWith(message);
    }

    /** A bid and an ask of the given arrivals, with a digest that fits. */
    private static byte[] crafted(long bidArrival, long askArrival, long trades, long tradedLots) throws IOException {
        Counters counters = new Counters(1, 2, 2, trades, tradedLots, 2);
        StateDigest digest = new StateDigest();
        digest.addSymbol(StateDigest.symbol(
                StateDigest.symbolIdentity(1, "AAPL"),
                StateDigest.terms(SymbolTerms.INITIAL),
                StateDigest.statistics(Statistics.NONE)));
        digest.add(StateDigest.order(StateDigest.identity(1, Side.BUY, CLIENT, 1, 100, bidArrival), 5));
        digest.add(StateDigest.order(StateDigest.identity(1, Side.SELL, CLIENT, 2, 101, askArrival), 5));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SnapshotWriter writer = new SnapshotWriter(out);
        writer.header(MatchingApplication.SPECIFICATION_VERSION, counters);
        writer.symbol(1, "AAPL", SymbolTerms.INITIAL, Statistics.NONE);
        writer.section(1);
        writer.order(CLIENT, 1, 100, 5, bidArrival);
        writer.section(1);
        writer.order(CLIENT, 2, 101, 5, askArrival);
        writer.section(0);
        writer.section(0);
        writer.end(digest.value(counters));
        return out.toByteArray();
    }

    private Engine withOrders(long first, long second) {
        Engine engine = new Engine(create());
        engine.execute(CLIENT, new AddSymbol(1, "AAPL"));
        engine.execute(CLIENT, NewOrder.limit(1, first, Side.BUY, 5, 100));
        engine.execute(CLIENT, NewOrder.limit(1, second, Side.BUY, 5, 100));
        engine.execute(
                CLIENT, NewOrder.limit(1, 3, Side.SELL, 7, 102).withDisplay(2).until(LATE));
        engine.execute(CLIENT, NewOrder.postOnly(1, 4, Side.SELL, 7, 101).withSelfTrade(SelfTrade.CANCEL_NEWEST));
        engine.execute(CLIENT, NewOrder.stop(1, 5, Side.BUY, 9, 200).until(LATE));
        engine.execute(CLIENT, NewOrder.limit(1, 6, Side.SELL, 9, 80).withType(OrderType.STOP_LIMIT, 90));
        engine.execute(CLIENT, NewOrder.ioc(1, 7, Side.BUY, 3, 101));
        engine.execute(CLIENT, new Configure(1, Feed.TOP, 1, 50, 900));
        return engine;
    }

    /** An instance that has state already. */
    private Engine used() {
        Engine engine = new Engine(create());
        feed(engine, new GeneratedFlow(6, 60, 2, 50), 60);
        return engine;
    }

    private static void feed(Engine engine, GeneratedFlow flow, int commands) {
        for (int i = 0; i < commands; i++) {
            byte[] command = flow.next();
            if (command != null) {
                engine.execute(CLIENT, command);
            }
        }
    }
}
