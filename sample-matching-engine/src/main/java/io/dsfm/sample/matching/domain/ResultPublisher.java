package io.dsfm.sample.matching.domain;

import io.dsfm.statemachine.Outputs;

/**
 * Writes the events and the reply of one input, in the layouts that the specification describes. After {@link #begin}
 * come the events and timers, in the order in which they are given, and last one of the reply methods; after {@link
 * #beginTimer} the same, and last {@link #endTimer}.
 *
 * <p>Threading: one thread; reused from input to input, allocates nothing but for {@link #symbolAdded}.
 */
public final class ResultPublisher {

    private final byte[] event = new byte[EventType.ACCEPTED_LONG_BYTES];
    private final byte[] filled = new byte[EventType.FILLED.sizeBytes()];
    private final byte[] cancelled = new byte[EventType.CANCELLED.sizeBytes()];
    private final byte[] reply = new byte[Reply.SIZE_BYTES];
    private final CommandDecoder command;
    private Outputs outputs = ClosedOutputs.INSTANCE;
    private long clientId;

    /** Creates a publisher of the results of what {@code command} holds at the time. */
    public ResultPublisher(CommandDecoder command) {
        this.command = command;
    }

    /** Starts the results of the command now held, which the given client sent. */
    public void begin(long sender, Outputs taker) {
        clientId = sender;
        outputs = taker;
    }

    /** Starts the results of a timer, which have no reply. */
    public void beginTimer(Outputs taker) {
        outputs = taker;
    }

    /** Ends the results of a timer. */
    public void endTimer() {
        outputs = ClosedOutputs.INSTANCE;
    }

    /** The symbol was added. */
    public void symbolAdded() {
        byte[] bytes = new byte[EventType.SYMBOL_ADDED.sizeBytes()];
        bytes[0] = (byte) SymbolName.put(bytes, 8, command.symbolName());
        BigEndian.putInt(bytes, 4, command.symbolId());
        outputs.event(EventType.SYMBOL_ADDED.code(), bytes);
    }

    /** The symbol was configured. */
    public void configured() {
        byte[] bytes = event;
        BigEndian.putInt(bytes, 0, command.symbolId());
        BigEndian.putInt(bytes, 4, command.stepTicks());
        BigEndian.putLong(bytes, 8, command.lowestTicks());
        BigEndian.putLong(bytes, 16, command.highestTicks());
        BigEndian.putLong(bytes, 24, 0);
        bytes[24] = command.feed().code();
        give(EventType.CONFIGURED, bytes);
    }

    /** The symbol's state was set. */
    public void stateSet() {
        byte[] bytes = event;
        BigEndian.putInt(bytes, 0, command.symbolId());
        BigEndian.putInt(bytes, 4, 0);
        bytes[4] = command.state().code();
        give(EventType.STATE_SET, bytes);
    }

    /** The new order was accepted; it is the taker of the trades that follow. */
    public void accepted() {
        byte[] bytes = event;
        BigEndian.putLong(bytes, 0, clientId);
        BigEndian.putLong(bytes, 8, command.orderId());
        BigEndian.putLong(bytes, 16, command.priceTicks());
        BigEndian.putLong(bytes, 24, command.quantityLots());
        BigEndian.putInt(bytes, 32, command.symbolId());
        bytes[36] = command.side().code();
        bytes[37] = command.orderType().code();
        bytes[38] = command.timeInForce().code();
        bytes[39] = 0;
        int length = EventType.ACCEPTED.sizeBytes();
        if (command.isLong()) {
            BigEndian.putLong(bytes, 40, command.stopPriceTicks());
            BigEndian.putLong(bytes, 48, command.displayLots());
            BigEndian.putLong(bytes, 56, command.deadlineNanos());
            BigEndian.putLong(bytes, 64, 0);
            bytes[64] = command.selfTrade().code();
            length = EventType.ACCEPTED_LONG_BYTES;
        }
        outputs.event(EventType.ACCEPTED.code(), bytes, 0, length);
        taker(clientId, command.orderId(), command.symbolId(), command.side());
    }

    /**
     * The command's order, which is on the given side of the given symbol's book, has the price and the quantity of the
     * command; it is the taker of the trades that follow.
     */
    public void replaced(int symbolId, Side side, boolean keepsPlace) {
        byte[] bytes = event;
        BigEndian.putLong(bytes, 0, clientId);
        BigEndian.putLong(bytes, 8, command.orderId());
        BigEndian.putLong(bytes, 16, command.priceTicks());
        BigEndian.putLong(bytes, 24, command.quantityLots());
        BigEndian.putInt(bytes, 32, symbolId);
        BigEndian.putInt(bytes, 36, 0);
        bytes[36] = side.code();
        bytes[37] = (byte) (keepsPlace ? 1 : 0);
        give(EventType.REPLACED, bytes);
        taker(clientId, command.orderId(), symbolId, side);
    }

    /** A waiting order was triggered; it is the taker of the trades that follow. */
    public void triggered(long ownerId, long orderId, int symbolId, Side side) {
        byte[] bytes = event;
        BigEndian.putLong(bytes, 0, ownerId);
        BigEndian.putLong(bytes, 8, orderId);
        BigEndian.putInt(bytes, 16, symbolId);
        BigEndian.putInt(bytes, 20, 0);
        bytes[20] = side.code();
        give(EventType.TRIGGERED, bytes);
        taker(ownerId, orderId, symbolId, side);
    }

    private void taker(long takerClientId, long orderId, int symbolId, Side side) {
        BigEndian.putLong(filled, 24, takerClientId);
        BigEndian.putLong(filled, 32, orderId);
        BigEndian.putInt(filled, 64, symbolId);
        filled[68] = side.code();
    }

    /** Names the resting order of the next trade, and what is left of it after that. */
    public ResultPublisher maker(long makerClientId, long makerOrderId, long leftLots) {
        BigEndian.putLong(filled, 0, makerClientId);
        BigEndian.putLong(filled, 8, makerOrderId);
        BigEndian.putLong(filled, 16, leftLots);
        return this;
    }

    /** The taker traded with the {@link #maker} named before. */
    public void filled(long priceTicks, long lots, long tradeNumber) {
        BigEndian.putLong(filled, 40, priceTicks);
        BigEndian.putLong(filled, 48, lots);
        BigEndian.putLong(filled, 56, tradeNumber);
        give(EventType.FILLED, filled);
    }

    /** Names the order of the next cancellation, which is or was on the given side of the given symbol's book. */
    public ResultPublisher order(long ownerId, long orderId, int symbolId, Side side) {
        BigEndian.putLong(cancelled, 0, ownerId);
        BigEndian.putLong(cancelled, 8, orderId);
        BigEndian.putInt(cancelled, 32, symbolId);
        cancelled[36] = side.code();
        return this;
    }

    /** Lots of the {@link #order} named before were taken away. */
    public void cancelled(CancelReason reason, long takenLots, long leftLots) {
        BigEndian.putLong(cancelled, 16, takenLots);
        BigEndian.putLong(cancelled, 24, leftLots);
        cancelled[37] = reason.code();
        give(EventType.CANCELLED, cancelled);
    }

    /** A level of a book has changed; without orders, it is gone. */
    public void depth(int symbolId, Side side, long priceTicks, long lots, int orders) {
        byte[] bytes = event;
        BigEndian.putLong(bytes, 0, priceTicks);
        BigEndian.putLong(bytes, 8, lots);
        BigEndian.putInt(bytes, 16, orders);
        BigEndian.putInt(bytes, 20, symbolId);
        BigEndian.putLong(bytes, 24, 0);
        bytes[24] = side.code();
        give(EventType.DEPTH, bytes);
    }

    /** The best of a book has changed; price and lots of an empty side are 0. */
    public void topOfBook(int symbolId, long bidTicks, long bidLots, long askTicks, long askLots) {
        byte[] bytes = event;
        BigEndian.putLong(bytes, 0, bidTicks);
        BigEndian.putLong(bytes, 8, bidLots);
        BigEndian.putLong(bytes, 16, askTicks);
        BigEndian.putLong(bytes, 24, askLots);
        BigEndian.putInt(bytes, 32, symbolId);
        BigEndian.putInt(bytes, 36, 0);
        give(EventType.TOP_OF_BOOK, bytes);
    }

    /** Schedules a timer. */
    public void scheduleTimer(long timerId, long deadlineNanos) {
        outputs.scheduleTimer(timerId, deadlineNanos);
    }

    /** Cancels a timer. */
    public void cancelTimer(long timerId) {
        outputs.cancelTimer(timerId);
    }

    /** Ends with the reply to an accepted command on the given symbol. */
    public void reply(int symbolId, long filledLots, long restingLots, long cancelledLots) {
        writeReply(RejectCode.NONE, symbolId, filledLots, restingLots, cancelledLots);
    }

    /** Gives the event and the reply to a command that is rejected; ends its results. */
    public void rejected(RejectCode code) {
        byte[] bytes = event;
        BigEndian.putLong(bytes, 0, clientId);
        BigEndian.putLong(bytes, 8, command.orderId());
        BigEndian.putInt(bytes, 16, command.symbolId());
        bytes[20] = command.code();
        bytes[21] = 0;
        BigEndian.putShort(bytes, 22, code.code());
        give(EventType.REJECTED, bytes);
        writeReply(code, command.symbolId(), 0, 0, 0);
    }

    private void give(EventType type, byte[] bytes) {
        outputs.event(type.code(), bytes, 0, type.sizeBytes());
    }

    private void writeReply(RejectCode code, int symbolId, long filledLots, long restingLots, long cancelledLots) {
        byte[] bytes = reply;
        bytes[0] = command.code();
        BigEndian.putShort(bytes, 2, code.code());
        BigEndian.putInt(bytes, 4, symbolId);
        BigEndian.putLong(bytes, 8, command.orderId());
        BigEndian.putLong(bytes, 16, filledLots);
        BigEndian.putLong(bytes, 24, restingLots);
        BigEndian.putLong(bytes, 32, cancelledLots);
        outputs.reply(bytes, 0, Reply.SIZE_BYTES);
        outputs = ClosedOutputs.INSTANCE;
    }
}
