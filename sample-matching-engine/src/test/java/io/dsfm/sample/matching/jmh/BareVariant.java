package io.dsfm.sample.matching.jmh;

import io.dsfm.sample.matching.ladder.BareLadder;
import io.dsfm.sample.matching.tree.BareTree;

/** A variant's book without its engine: no bytes in, and no bytes out but those of trades and cancellations. */
final class BareVariant implements MeasuredBook {

    private final CountingOutputs outputs = new CountingOutputs();
    private final BareBook book;
    private final Batch commands;
    private long refused;

    BareVariant(String variant, int capacity) {
        commands = new Batch(capacity);
        book = switch (variant) {
            case "ladder" -> new BareLadder(outputs);
            case "tree" -> new BareTree(outputs);
            default -> throw new IllegalArgumentException("no such variant: variant=" + variant);
        };
    }

    @Override
    public void load(Batch batch) {
        commands.copy(batch);
    }

    @Override
    public long execute() {
        for (int i = 0; i < commands.size(); i++) {
            if (!execute(i)) {
                refused++;
            }
        }
        return outputs.sum();
    }

    private boolean execute(int i) {
        long id = commands.orderIds[i];
        long lots = commands.lots[i];
        long price = commands.priceTicks[i];
        return switch (commands.kinds[i]) {
            case NEW -> book.place(id, commands.sides[i], price, lots, true);
            case IMMEDIATE -> book.place(id, commands.sides[i], price, lots, false);
            case CANCEL -> book.cancel(id);
            case REDUCE -> book.reduce(id, lots);
            case REPLACE -> book.move(id, price);
        };
    }

    @Override
    public long trades() {
        return outputs.trades();
    }

    @Override
    public long refused() {
        return refused;
    }

    @Override
    public int restingOrders() {
        return book.restingOrders();
    }
}
