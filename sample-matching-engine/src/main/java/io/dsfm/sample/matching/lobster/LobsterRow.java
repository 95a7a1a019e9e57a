package io.dsfm.sample.matching.lobster;

import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of an orderbook file: the levels of both sides that the file shows, best first.
 *
 * @param depth how many levels the file can show on a side
 * @param bids at most {@code depth} levels
 * @param asks at most {@code depth} levels
 */
record LobsterRow(int depth, List<Level> bids, List<Level> asks) {

    /** The price that stands for a level that there is not, on the side of the bids below 0; always with size 0. */
    private static final long EMPTY_PRICE = 9_999_999_999L;
    /** The same in files with fewer digits. With another size, it is a price as any other. */
    private static final long SHORT_EMPTY_PRICE = 99_999_999L;

    private static final int FIELDS_PER_LEVEL = 4;
    private static final long MAX_LOTS = Limits.MAX_QUANTITY_LOTS;

    /** One price and the lots there. */
    record Level(long priceTicks, long lots) {}

    /** Reads the line that the file is at. */
    static LobsterRow read(CsvFile file) throws IOException {
        int fields = file.fieldCount();
        if (fields % FIELDS_PER_LEVEL == 1 && file.text(fields - 1).isEmpty()) {
            fields--;
        }
        if (fields == 0 || fields % FIELDS_PER_LEVEL != 0) {
            throw file.refusal("fields", fields, "ask price,ask size,bid price,bid size, for each level");
        }
        int depth = fields / FIELDS_PER_LEVEL;
        return new LobsterRow(depth, levels(file, depth, Side.BUY, 2), levels(file, depth, Side.SELL, 0));
    }

    private static List<Level> levels(CsvFile file, int depth, Side side, int firstField) throws IOException {
        List<Level> levels = new ArrayList<>(depth);
        for (int i = 0; i < depth; i++) {
            int field = FIELDS_PER_LEVEL * i + firstField;
            long lots = file.number(field + 1, "size", 0, MAX_LOTS);
            long priceTicks = file.number(field, "price", -EMPTY_PRICE, Limits.MAX_PRICE_TICKS);
            if (lots == 0 && isEmptyPrice(Math.abs(priceTicks))) {
                continue;
            }
            boolean follows = levels.size() == i
                    && (i == 0 || isWorse(side, priceTicks, levels.get(i - 1).priceTicks()));
            if (lots == 0 || priceTicks < 1 || !follows) {
                throw file.refusal(
                        "level " + (i + 1),
                        priceTicks + "," + lots,
                        "a price behind the last, or size 0 at 0, 9999999999 or 99999999");
            }
            levels.add(new Level(priceTicks, lots));
        }
        return levels;
    }

    private static boolean isEmptyPrice(long price) {
        return price == 0 || price == EMPTY_PRICE || price == SHORT_EMPTY_PRICE;
    }

    static boolean isWorse(Side side, long priceTicks, long thanTicks) {
        return side == Side.BUY ? priceTicks < thanTicks : priceTicks > thanTicks;
    }

    /** Whether the best bid is at or above the best ask, as while trading is halted. */
    boolean isCrossed() {
        return !bids.isEmpty()
                && !asks.isEmpty()
                && bids.get(0).priceTicks() >= asks.get(0).priceTicks();
    }

    /**
     * The price at which lots have gone from a side between the row before and this one, as many as the message tells: that
     * of the message, else that of the only level where it is so; {@link ToldOrders#NO_PRICE} if there is none, or several.
     */
    long shrunkTicks(LobsterRow before, LobsterMessage message) {
        Side side = message.side();
        Map<Long, Long> shown = new HashMap<>();
        levels(side).forEach(level -> shown.put(level.priceTicks, level.lots));
        long found = ToldOrders.NO_PRICE;
        int count = 0;
        for (Level level : before.levels(side)) {
            boolean inView = !isFull(side) || !isWorse(side, level.priceTicks, worstTicks(side));
            if (inView && level.lots - shown.getOrDefault(level.priceTicks, 0L) == message.lots()) {
                if (level.priceTicks == message.priceTicks()) {
                    return level.priceTicks;
                }
                found = level.priceTicks;
                count++;
            }
        }
        return count == 1 ? found : ToldOrders.NO_PRICE;
    }

    /** Whether the message before this row tells of an execution at a price at which no order can have rested. */
    boolean hasTradedElsewhere(LobsterMessage message) {
        List<Level> others = levels(message.side().opposite());
        return message.type() == LobsterMessage.Type.EXECUTED
                && !others.isEmpty()
                && !isCrossed()
                && !isWorse(message.side().opposite(), others.get(0).priceTicks, message.priceTicks());
    }

    List<Level> levels(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    /** Whether there may be levels below those shown. */
    boolean isFull(Side side) {
        return levels(side).size() == depth;
    }

    /** The last level that is shown, of a side that is full. */
    long worstTicks(Side side) {
        return levels(side).get(depth - 1).priceTicks();
    }
}
