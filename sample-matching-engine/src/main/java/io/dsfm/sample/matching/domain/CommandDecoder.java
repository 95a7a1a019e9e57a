package io.dsfm.sample.matching.domain;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of a command and makes every check that needs no state. Holds the fields of the last command read; a
 * field that the command does not have is 0 or meaningless.
 *
 * <p>Threading: one thread; reused from command to command, allocates nothing for orders and cancellations.
 */
public final class CommandDecoder {

    private static final byte NO_CODE = 0;

    private final byte[] name = new byte[Limits.MAX_NAME_BYTES];
    private @Nullable CommandType type;
    private int nameBytes;
    private int symbolId;
    private long orderId;
    private Side side = Side.BUY;
    private OrderType orderType = OrderType.LIMIT;
    private TimeInForce timeInForce = TimeInForce.DAY;
    private long priceTicks;
    private long quantityLots;

    /**
     * Reads the command between the buffer's position and limit, which it leaves as they are. Any bytes may come.
     *
     * @return {@link RejectCode#NONE} if the command has passed every check that needs no state
     */
    public RejectCode decode(ByteBuffer input) {
        type = null;
        symbolId = 0;
        orderId = 0;
        int length = input.remaining();
        if (length == 0) {
            return RejectCode.EMPTY;
        }
        int start = input.position();
        type = CommandType.ofCode(input.get(start));
        if (type == null) {
            return RejectCode.UNKNOWN_CODE;
        }
        if (length != type.sizeBytes()) {
            return RejectCode.WRONG_LENGTH;
        }
        return switch (type) {
            case ADD_SYMBOL -> addSymbol(input, start);
            case NEW_ORDER -> newOrder(input, start);
            case CANCEL -> cancel(input, start);
        };
    }

    private RejectCode addSymbol(ByteBuffer input, int start) {
        symbolId = input.getInt(start + 4);
        nameBytes = input.get(start + 1);
        input.get(start + 8, name);
        if (input.getShort(start + 2) != 0) {
            return RejectCode.NOT_ZERO;
        }
        RejectCode nameCheck = SymbolName.check(name, 0, nameBytes);
        if (nameCheck == RejectCode.NOT_ZERO) {
            return nameCheck;
        }
        return symbolId <= 0 ? RejectCode.INVALID_SYMBOL_ID : nameCheck;
    }

    private RejectCode newOrder(ByteBuffer input, int start) {
        symbolId = input.getInt(start + 4);
        orderId = input.getLong(start + 8);
        priceTicks = input.getLong(start + 16);
        quantityLots = input.getLong(start + 24);
        Side decodedSide = Side.ofCode(input.get(start + 1));
        OrderType decodedType = OrderType.ofCode(input.get(start + 2));
        TimeInForce decodedTime = TimeInForce.ofCode(input.get(start + 3));
        if (orderId <= 0) {
            return RejectCode.INVALID_ORDER_ID;
        }
        if (decodedSide == null) {
            return RejectCode.INVALID_SIDE;
        }
        if (decodedType == null) {
            return RejectCode.INVALID_ORDER_TYPE;
        }
        if (decodedTime == null) {
            return RejectCode.INVALID_TIME_IN_FORCE;
        }
        side = decodedSide;
        orderType = decodedType;
        timeInForce = decodedTime;
        return priceAndQuantity();
    }

    private RejectCode priceAndQuantity() {
        if (orderType == OrderType.MARKET) {
            if (timeInForce == TimeInForce.DAY) {
                return RejectCode.MARKET_ORDER_CANNOT_REST;
            }
            if (priceTicks != NewOrder.NO_PRICE) {
                return RejectCode.INVALID_PRICE;
            }
        } else if (priceTicks < 1 || priceTicks > Limits.MAX_PRICE_TICKS) {
            return RejectCode.INVALID_PRICE;
        }
        boolean valid = quantityLots >= 1 && quantityLots <= Limits.MAX_QUANTITY_LOTS;
        return valid ? RejectCode.NONE : RejectCode.INVALID_QUANTITY;
    }

    private RejectCode cancel(ByteBuffer input, int start) {
        orderId = input.getLong(start + 8);
        quantityLots = input.getLong(start + 16);
        if ((input.getLong(start) & 0x00ff_ffff_ffff_ffffL) != 0) {
            return RejectCode.NOT_ZERO;
        }
        if (orderId <= 0) {
            return RejectCode.INVALID_ORDER_ID;
        }
        boolean valid = quantityLots >= 0 && quantityLots <= Limits.MAX_QUANTITY_LOTS;
        return valid ? RejectCode.NONE : RejectCode.INVALID_QUANTITY;
    }

    /** The kind of the command; not to be called when its code is unknown. */
    public CommandType type() {
        if (type == null) {
            throw new IllegalStateException("no command was decoded: type=null");
        }
        return type;
    }

    /** The code of the command, or 0 if it is unknown. */
    public byte code() {
        return type == null ? NO_CODE : type.code();
    }

    /** The symbol's id; 0 if the command has none or its length is wrong. */
    public int symbolId() {
        return symbolId;
    }

    /** The order's id; 0 if the command has none or its length is wrong. */
    public long orderId() {
        return orderId;
    }

    /** Which way the order trades. */
    public Side side() {
        return side;
    }

    /** How the order limits its price. */
    public OrderType orderType() {
        return orderType;
    }

    /** What becomes of lots that do not trade at once. */
    public TimeInForce timeInForce() {
        return timeInForce;
    }

    /** The price as sent: {@link NewOrder#NO_PRICE} for a market order. */
    public long priceTicks() {
        return priceTicks;
    }

    /** The worst price that the order may trade at, which exists for a market order too. */
    public long limitPriceTicks() {
        if (orderType == OrderType.LIMIT) {
            return priceTicks;
        }
        return side == Side.BUY ? Limits.MAX_PRICE_TICKS : 1;
    }

    /** The quantity of the order, or that to take away. */
    public long quantityLots() {
        return quantityLots;
    }

    /** The symbol's name; allocates. */
    public String symbolName() {
        return SymbolName.get(name, 0, nameBytes);
    }

    /** The last command read, which was valid, as a value; allocates. */
    public Command toCommand() {
        return switch (type()) {
            case ADD_SYMBOL -> new AddSymbol(symbolId, symbolName());
            case NEW_ORDER -> new NewOrder(symbolId, orderId, side, orderType, timeInForce, priceTicks, quantityLots);
            case CANCEL -> new Cancel(orderId, quantityLots);
        };
    }
}
