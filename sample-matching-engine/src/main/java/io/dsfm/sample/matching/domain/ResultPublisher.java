package io.dsfm.sample.matching.domain;

import io.dsfm.statemachine.Outputs;

/**
 * Writes the events and the reply of one command, in the layouts that the package describes. After {@link #begin} come
 * the events, in the order in which they are given, and last one of the reply methods.
 *
 * <p>Threading: one thread; reused from command to command, allocates nothing for orders and cancellations.
 */
public final class ResultPublisher {

    private final byte[] event = new byte[EventType.ACCEPTED.sizeBytes()];
    private final byte[] filled = new byte[EventType.FILLED.sizeBytes()];
    private final byte[] reply = new byte[Reply.SIZE_BYTES];
    private final CommandDecoder command;
    private Outputs outputs = NoOutputs.INSTANCE;
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

    /** The symbol was added. */
    public void symbolAdded() {
        byte[] bytes = new byte[EventType.SYMBOL_ADDED.sizeBytes()];
        bytes[0] = (byte) SymbolName.put(bytes, 8, command.symbolName());
        BigEndian.putInt(bytes, 4, command.symbolId());
        outputs.event(EventType.SYMBOL_ADDED.code(), bytes);
    }

    /** The order was accepted. Comes before its trades. */
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
        outputs.event(EventType.ACCEPTED.code(), bytes, 0, EventType.ACCEPTED.sizeBytes());

        BigEndian.putLong(filled, 24, clientId);
        BigEndian.putLong(filled, 32, command.orderId());
        BigEndian.putInt(filled, 64, command.symbolId());
        filled[68] = command.side().code();
    }

    /** Names the resting order of the next trade, and what is left of it after that. */
    public ResultPublisher maker(long makerClientId, long makerOrderId, long leftLots) {
        BigEndian.putLong(filled, 0, makerClientId);
        BigEndian.putLong(filled, 8, makerOrderId);
        BigEndian.putLong(filled, 16, leftLots);
        return this;
    }

    /** The accepted order traded with the {@link #maker} named before. */
    public void filled(long priceTicks, long lots, long tradeNumber) {
        BigEndian.putLong(filled, 40, priceTicks);
        BigEndian.putLong(filled, 48, lots);
        BigEndian.putLong(filled, 56, tradeNumber);
        outputs.event(EventType.FILLED.code(), filled, 0, EventType.FILLED.sizeBytes());
    }

    /** Lots of the command's order, which is or was on the given side of the given symbol's book, were taken away. */
    public void cancelled(int symbolId, Side side, CancelReason reason, long takenLots, long leftLots) {
        byte[] bytes = event;
        BigEndian.putLong(bytes, 0, clientId);
        BigEndian.putLong(bytes, 8, command.orderId());
        BigEndian.putLong(bytes, 16, takenLots);
        BigEndian.putLong(bytes, 24, leftLots);
        BigEndian.putInt(bytes, 32, symbolId);
        bytes[36] = side.code();
        bytes[37] = reason.code();
        BigEndian.putShort(bytes, 38, 0);
        outputs.event(EventType.CANCELLED.code(), bytes, 0, EventType.CANCELLED.sizeBytes());
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
        outputs.event(EventType.REJECTED.code(), bytes, 0, EventType.REJECTED.sizeBytes());
        writeReply(code, command.symbolId(), 0, 0, 0);
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
        outputs = NoOutputs.INSTANCE;
    }

    /** Stands between commands, so that a result given then is a loud fault. */
    private enum NoOutputs implements Outputs {
        INSTANCE;

        @Override
        public void reply(byte[] bytes, int offset, int length) {
            throw new IllegalStateException("a reply was given outside a command: length=" + length);
        }

        @Override
        public void event(int type, byte[] bytes, int offset, int length) {
            throw new IllegalStateException("an event was given outside a command: type=" + type);
        }

        @Override
        public void scheduleTimer(long timerId, long deadlineNanos) {
            throw new IllegalStateException("a timer was scheduled outside a command: timerId=" + timerId);
        }

        @Override
        public void cancelTimer(long timerId) {
            throw new IllegalStateException("a timer was cancelled outside a command: timerId=" + timerId);
        }
    }
}
