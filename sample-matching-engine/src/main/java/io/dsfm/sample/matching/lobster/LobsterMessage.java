package io.dsfm.sample.matching.lobster;

import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.Side;
import java.io.IOException;

/**
 * One line of a message file.
 *
 * @param timeNanos nanoseconds after midnight
 * @param type what happened
 * @param orderId the resting order, or {@link LobsterBook#ANONYMOUS}; without meaning for {@link Type#NO_CHANGE}
 * @param lots shares added, taken away or traded
 * @param priceTicks the order's price, in hundredths of a cent
 * @param side the side on which the order rests
 */
record LobsterMessage(long timeNanos, Type type, long orderId, long lots, long priceTicks, Side side) {

    /** Ids from here on are the reader's own. */
    static final long ORDER_ID_END = 1L << 62;

    private static final int FIELDS = 6;
    private static final long DAY_SECONDS = 86_400;
    private static final int NANOS_DIGITS = 9;

    /** What a message tells. */
    enum Type {
        /** A new limit order rests. */
        NEW,
        /** A part of an order was taken away. */
        REDUCED,
        /** What was left of an order was taken away. */
        DELETED,
        /** A visible order traded. */
        EXECUTED,
        /** Something happened that changes no visible book. */
        NO_CHANGE
    }

    /** Reads the line that the file is at. */
    static LobsterMessage read(CsvFile file) throws IOException {
        // Some sources end each line with a comma.
        boolean isComplete = file.fieldCount() == FIELDS
                || file.fieldCount() == FIELDS + 1 && file.text(FIELDS).isEmpty();
        if (!isComplete) {
            throw file.refusal("fields", file.fieldCount(), "time,type,order id,size,price,direction");
        }
        long timeNanos = timeNanos(file);
        Type type = type((int) file.number(1, "type", 1, 7));
        if (type == Type.NO_CHANGE) {
            return new LobsterMessage(timeNanos, type, 0, 0, 0, Side.BUY);
        }
        return new LobsterMessage(
                timeNanos,
                type,
                // 0 and -1 are no ids: such an order is one that the file does not name.
                Math.max(LobsterBook.ANONYMOUS, file.number(2, "order id", -1, ORDER_ID_END - 1)),
                file.number(3, "size", 1, Limits.MAX_QUANTITY_LOTS),
                file.number(4, "price", 1, Limits.MAX_PRICE_TICKS),
                side(file));
    }

    private static Type type(int code) {
        return switch (code) {
            case 1 -> Type.NEW;
            case 2 -> Type.REDUCED;
            case 3 -> Type.DELETED;
            case 4 -> Type.EXECUTED;
            default -> Type.NO_CHANGE;
        };
    }

    private static Side side(CsvFile file) throws IOException {
        return switch (file.text(5)) {
            case "1" -> Side.BUY;
            case "-1" -> Side.SELL;
            default -> throw file.refusal("direction", file.text(5), "1 or -1");
        };
    }

    /** Decimals beyond the ninth, which some programs make of a rounded number, are ignored. */
    private static long timeNanos(CsvFile file) throws IOException {
        String text = file.text(0);
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        String fraction = point < 0 ? "" : text.substring(point + 1);
        boolean isNumber = !whole.isEmpty()
                && whole.length() <= 5
                && (whole + fraction).chars().allMatch(c -> c >= '0' && c <= '9');
        long seconds = isNumber ? Long.parseLong(whole) : DAY_SECONDS;
        if (seconds >= DAY_SECONDS) {
            throw file.refusal("time", text, "seconds after midnight, with or without decimals");
        }
        return Long.parseLong(seconds + (fraction + "000000000").substring(0, NANOS_DIGITS));
    }
}
