package io.dsfm.sample.matching.domain;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of a command and makes every check that needs no state. Holds the fields of the last command read; a
 * field that the command does not have is 0 or meaningless.
 *
 * <p>Threading: one thread; reused from command to command, allocates nothing unless said.
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
    private SelfTrade selfTrade = SelfTrade.ALLOWED;
    private long priceTicks;
    private long quantityLots;
    private long stopPriceTicks;
    private long displayLots;
    private long deadlineNanos;
    private SymbolState state = SymbolState.OPEN;
    private CancelScope scope = CancelScope.OWN;
    private Feed feed = Feed.NONE;
    private int stepTicks;
    private long lowestTicks;
    private long highestTicks;

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
        if (!type.hasSize(length)) {
            return RejectCode.WRONG_LENGTH;
        }
        return switch (type) {
            case ADD_SYMBOL -> addSymbol(input, start);
            case NEW_ORDER -> newOrder(input, start, length == NewOrder.LONG_SIZE_BYTES);
            case CANCEL -> cancel(input, start);
            case CONFIGURE -> configure(input, start);
            case SET_STATE -> setState(input, start);
            case REPLACE -> replace(input, start);
            case MASS_CANCEL -> massCancel(input, start);
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

    private RejectCode newOrder(ByteBuffer input, int start, boolean isLong) {
        symbolId = input.getInt(start + 4);
        orderId = input.getLong(start + 8);
        priceTicks = input.getLong(start + 16);
        quantityLots = input.getLong(start + 24);
        stopPriceTicks = isLong ? input.getLong(start + 32) : NewOrder.NO_PRICE;
        displayLots = isLong ? input.getLong(start + 40) : NewOrder.DISPLAY_ALL;
        deadlineNanos = isLong ? input.getLong(start + 48) : NewOrder.NO_DEADLINE;
        Side decodedSide = Side.ofCode(input.get(start + 1));
        OrderType decodedType = OrderType.ofCode(input.get(start + 2));
        TimeInForce decodedTime = TimeInForce.ofCode(input.get(start + 3));
        SelfTrade decodedSelfTrade = isLong ? SelfTrade.ofCode(input.get(start + 56)) : SelfTrade.ALLOWED;
        if (isLong && (input.getLong(start + 56) & 0x00ff_ffff_ffff_ffffL) != 0) {
            return RejectCode.NOT_ZERO;
        }
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
        if (decodedSelfTrade == null) {
            return RejectCode.INVALID_SELF_TRADE;
        }
        side = decodedSide;
        orderType = decodedType;
        timeInForce = decodedTime;
        selfTrade = decodedSelfTrade;
        RejectCode termsCheck = combination();
        return termsCheck == RejectCode.NONE ? quantities() : termsCheck;
    }

    private RejectCode combination() {
        if (orderType == OrderType.MARKET && timeInForce.mayRest()) {
            return RejectCode.MARKET_ORDER_CANNOT_REST;
        }
        boolean mayTradeAtOnce = orderType == OrderType.LIMIT || orderType == OrderType.MARKET;
        return mayTradeAtOnce || timeInForce.mayRest() ? RejectCode.NONE : RejectCode.INVALID_COMBINATION;
    }

    private RejectCode quantities() {
        if (!(orderType.hasPrice() ? isPrice(priceTicks) : priceTicks == NewOrder.NO_PRICE)) {
            return RejectCode.INVALID_PRICE;
        }
        if (!isQuantity(quantityLots)) {
            return RejectCode.INVALID_QUANTITY;
        }
        if (!(orderType.hasStopPrice() ? isPrice(stopPriceTicks) : stopPriceTicks == NewOrder.NO_PRICE)) {
            return RejectCode.INVALID_STOP_PRICE;
        }
        boolean mayBeIceberg = orderType.hasPrice() && timeInForce.mayRest();
        if (displayLots < 0 || displayLots > (mayBeIceberg ? quantityLots : NewOrder.DISPLAY_ALL)) {
            return RejectCode.INVALID_DISPLAY;
        }
        boolean hasDeadline = timeInForce == TimeInForce.GTT;
        if (!(hasDeadline ? deadlineNanos > 0 : deadlineNanos == NewOrder.NO_DEADLINE)) {
            return RejectCode.INVALID_DEADLINE;
        }
        return RejectCode.NONE;
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
        boolean valid = quantityLots == Cancel.ALL || isQuantity(quantityLots);
        return valid ? RejectCode.NONE : RejectCode.INVALID_QUANTITY;
    }

    private RejectCode configure(ByteBuffer input, int start) {
        symbolId = input.getInt(start + 4);
        stepTicks = input.getInt(start + 8);
        lowestTicks = input.getLong(start + 16);
        highestTicks = input.getLong(start + 24);
        Feed decodedFeed = Feed.ofCode(input.get(start + 1));
        if (input.getShort(start + 2) != 0 || input.getInt(start + 12) != 0) {
            return RejectCode.NOT_ZERO;
        }
        if (decodedFeed == null) {
            return RejectCode.INVALID_FEED;
        }
        if (stepTicks < 1 || stepTicks > Limits.MAX_STEP_TICKS) {
            return RejectCode.INVALID_STEP;
        }
        feed = decodedFeed;
        boolean valid = lowestTicks >= 1 && highestTicks >= lowestTicks && highestTicks <= Limits.MAX_PRICE_TICKS;
        return valid ? RejectCode.NONE : RejectCode.INVALID_BAND;
    }

    private RejectCode setState(ByteBuffer input, int start) {
        symbolId = input.getInt(start + 4);
        SymbolState decodedState = SymbolState.ofCode(input.get(start + 1));
        if (input.getShort(start + 2) != 0) {
            return RejectCode.NOT_ZERO;
        }
        if (decodedState == null) {
            return RejectCode.INVALID_STATE;
        }
        state = decodedState;
        return RejectCode.NONE;
    }

    private RejectCode replace(ByteBuffer input, int start) {
        orderId = input.getLong(start + 8);
        priceTicks = input.getLong(start + 16);
        quantityLots = input.getLong(start + 24);
        if ((input.getLong(start) & 0x00ff_ffff_ffff_ffffL) != 0) {
            return RejectCode.NOT_ZERO;
        }
        if (orderId <= 0) {
            return RejectCode.INVALID_ORDER_ID;
        }
        if (!isPrice(priceTicks)) {
            return RejectCode.INVALID_PRICE;
        }
        return isQuantity(quantityLots) ? RejectCode.NONE : RejectCode.INVALID_QUANTITY;
    }

    private RejectCode massCancel(ByteBuffer input, int start) {
        symbolId = input.getInt(start + 4);
        CancelScope decodedScope = CancelScope.ofCode(input.get(start + 1));
        if (input.getShort(start + 2) != 0) {
            return RejectCode.NOT_ZERO;
        }
        if (decodedScope == null) {
            return RejectCode.INVALID_SCOPE;
        }
        scope = decodedScope;
        boolean valid = scope != CancelScope.OWN || symbolId == MassCancel.NO_SYMBOL;
        return valid ? RejectCode.NONE : RejectCode.INVALID_SYMBOL_ID;
    }

    private static boolean isPrice(long ticks) {
        return ticks >= 1 && ticks <= Limits.MAX_PRICE_TICKS;
    }

    private static boolean isQuantity(long lots) {
        return lots >= 1 && lots <= Limits.MAX_QUANTITY_LOTS;
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

    /** How the order limits its price, and when it starts to trade. */
    public OrderType orderType() {
        return orderType;
    }

    /** What becomes of lots that do not trade at once. */
    public TimeInForce timeInForce() {
        return timeInForce;
    }

    /** What happens when the order meets one of the same client. */
    public SelfTrade selfTrade() {
        return selfTrade;
    }

    /** The price as sent: {@link NewOrder#NO_PRICE} for an order without one. */
    public long priceTicks() {
        return priceTicks;
    }

    /** The quantity of the order, that to take away, or that which shall be left. */
    public long quantityLots() {
        return quantityLots;
    }

    /** The stop price; {@link NewOrder#NO_PRICE} for an order without one. */
    public long stopPriceTicks() {
        return stopPriceTicks;
    }

    /** How much of an iceberg order is displayed at a time; {@link NewOrder#DISPLAY_ALL} if it is none. */
    public long displayLots() {
        return displayLots;
    }

    /** The time from which the order does not trade; {@link NewOrder#NO_DEADLINE} if there is none. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** Whether the new order has anything that only the long form of the message holds. */
    public boolean isLong() {
        return (stopPriceTicks | displayLots | deadlineNanos | selfTrade.code()) != 0;
    }

    /** The state to set. */
    public SymbolState state() {
        return state;
    }

    /** Which orders to cancel. */
    public CancelScope scope() {
        return scope;
    }

    /** The feed to set. */
    public Feed feed() {
        return feed;
    }

    /** The price step to set. */
    public int stepTicks() {
        return stepTicks;
    }

    /** The lowest price to permit. */
    public long lowestTicks() {
        return lowestTicks;
    }

    /** The highest price to permit. */
    public long highestTicks() {
        return highestTicks;
    }

    /** The symbol's name; allocates. */
    public String symbolName() {
        return SymbolName.get(name, 0, nameBytes);
    }

    /** The last command read, which was valid, as a value; allocates. */
    public Command toCommand() {
        return switch (type()) {
            case ADD_SYMBOL -> new AddSymbol(symbolId, symbolName());
            case NEW_ORDER ->
                new NewOrder(
                        symbolId,
                        orderId,
                        side,
                        orderType,
                        timeInForce,
                        priceTicks,
                        quantityLots,
                        stopPriceTicks,
                        displayLots,
                        deadlineNanos,
                        selfTrade);
            case CANCEL -> new Cancel(orderId, quantityLots);
            case CONFIGURE -> new Configure(symbolId, feed, stepTicks, lowestTicks, highestTicks);
            case SET_STATE -> new SetState(symbolId, state);
            case REPLACE -> new Replace(orderId, priceTicks, quantityLots);
            case MASS_CANCEL -> new MassCancel(scope, symbolId);
        };
    }
}
