package io.dsfm.sample.matching.jmh;

import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.CommandDecoder;
import io.dsfm.sample.matching.domain.CommandType;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.OrderType;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.flow.GeneratedFlow;
import io.dsfm.sample.matching.jmh.Batch.Kind;
import java.nio.ByteBuffer;

/**
 * The flow of the demo, whose shape is that of a LOBSTER file, on one symbol. Left out is what would be rejected;
 * exchange-core knows no market order, in whose place is one with a price that all others are better than.
 */
final class Mix implements Workload {

    private static final long SEED = 7;
    private static final int SYMBOL = 1;
    /** Nobody is to have ordered at this price or above. */
    private static final long HIGHEST_TICKS = 100_000_000;
    /** Ids from here on are those of orders that do not exist. */
    private static final long UNUSED_IDS = Long.MAX_VALUE - 1_000;

    private final int restingOrders;
    private final GeneratedFlow flow;
    private final CommandDecoder decoder = new CommandDecoder();

    Mix(int restingOrders) {
        this.restingOrders = restingOrders;
        flow = new GeneratedFlow(SEED, Long.MAX_VALUE, SYMBOL, restingOrders);
    }

    @Override
    public boolean fill(Batch batch, int resting) {
        if (resting >= restingOrders) {
            return false;
        }
        while (batch.size() < batch.capacity()) {
            add(batch);
        }
        return true;
    }

    @Override
    public void next(Batch batch) {
        while (batch.size() < BATCH) {
            add(batch);
        }
    }

    @Override
    public void restore(Batch batch) {
        // The flow goes on; as many orders go as come.
    }

    /** Adds the next command of the flow, unless it has to be left out. */
    private void add(Batch batch) {
        byte[] command = flow.next();
        if (command == null || decoder.decode(ByteBuffer.wrap(command)) != RejectCode.NONE) {
            return;
        }
        if (decoder.type() == CommandType.CANCEL) {
            addCancel(batch);
        } else if (decoder.type() == CommandType.NEW_ORDER) {
            addOrder(batch);
        }
    }

    private void addCancel(Batch batch) {
        if (decoder.orderId() < UNUSED_IDS) {
            boolean isWhole = decoder.quantityLots() == Cancel.ALL;
            // Which side the order is on does not matter here: no book is told.
            batch.add(isWhole ? Kind.CANCEL : Kind.REDUCE, decoder.orderId(), Side.BUY, 0, decoder.quantityLots());
        }
    }

    private void addOrder(Batch batch) {
        boolean isInvalid = decoder.symbolId() != SYMBOL
                || decoder.orderId() >= UNUSED_IDS
                || decoder.priceTicks() == Limits.MAX_PRICE_TICKS;
        if (isInvalid) {
            return;
        }
        Side side = decoder.side();
        long price = decoder.priceTicks();
        if (decoder.orderType() == OrderType.MARKET) {
            price = side == Side.BUY ? HIGHEST_TICKS : 1;
        }
        Kind kind = decoder.timeInForce().mayRest() ? Kind.NEW : Kind.IMMEDIATE;
        batch.add(kind, decoder.orderId(), side, price, decoder.quantityLots());
    }
}
