package io.dsfm.sample.matching.flow;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.Side;
import java.util.Arrays;

/** Commands that an engine must reject, of every kind that a client could send by mistake. */
final class InvalidCommands {

    private static final int KINDS = 10;
    private static final long UNUSED_ID = Long.MAX_VALUE;

    private final SeededRandom random;

    InvalidCommands(SeededRandom random) {
        this.random = random;
    }

    /** The next one. The symbol exists; the client has a resting order with the id, unless it has none at all. */
    byte[] next(int symbol, long liveId) {
        byte[] valid = NewOrder.limit(symbol, UNUSED_ID, Side.BUY, 1, 1).encode();
        return switch (random.below(KINDS)) {
            case 0 -> new Cancel(UNUSED_ID - random.below(1000), Cancel.ALL).encode();
            case 1 ->
                NewOrder.ioc(symbol, liveId, Side.SELL, 5, Limits.MAX_PRICE_TICKS)
                        .encode();
            case 2 ->
                NewOrder.limit(Integer.MAX_VALUE, UNUSED_ID, Side.BUY, 1, 1).encode();
            case 3 -> NewOrder.limit(symbol, UNUSED_ID, Side.BUY, 0, 1).encode();
            case 4 ->
                NewOrder.limit(symbol, UNUSED_ID, Side.BUY, Limits.MAX_QUANTITY_LOTS + 1, 1)
                        .encode();
            case 5 ->
                NewOrder.limit(symbol, UNUSED_ID, Side.SELL, 1, -random.below(2))
                        .encode();
            case 6 -> new AddSymbol(symbol, "AGAIN").encode();
            case 7 -> Arrays.copyOf(valid, random.below(valid.length));
            case 8 -> Arrays.copyOf(valid, valid.length + 1 + random.below(8));
            default -> {
                valid[random.below(4)] = (byte) (100 + random.below(100));
                yield valid;
            }
        };
    }
}
