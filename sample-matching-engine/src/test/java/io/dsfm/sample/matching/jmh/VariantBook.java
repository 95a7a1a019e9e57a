package io.dsfm.sample.matching.jmh;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.Command;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.EventType;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.domain.Replace;
import io.dsfm.sample.matching.domain.Reply;
import io.dsfm.sample.matching.harness.TestContext;
import io.dsfm.sample.matching.harness.Variants;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A variant of the engine, driven as a node drives it: bytes in, bytes out. */
final class VariantBook implements MeasuredBook {

    private static final int SYMBOL = 1;
    private static final int MAX_COMMAND_BYTES = 64;

    private final StateMachine engine;
    private final TestContext context = new TestContext();
    private final Sink sink = new Sink();
    private final byte[][] bytes;
    private final ByteBuffer[] commands;
    private int size;

    /** A variant's engine with one symbol, for batches of the given size at most. */
    VariantBook(String variant, int capacity) {
        engine = create(variant);
        bytes = new byte[capacity][MAX_COMMAND_BYTES];
        commands = new ByteBuffer[capacity];
        Arrays.setAll(commands, i -> ByteBuffer.wrap(bytes[i]).asReadOnlyBuffer());
        engine.execute(context.next(Batch.CLIENT_ID), ByteBuffer.wrap(new AddSymbol(SYMBOL, "S").encode()), sink);
    }

    static StateMachine create(String variant) {
        return Variants.all().stream()
                .filter(provider -> provider.variant().equals(variant))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such variant: variant=" + variant))
                .create();
    }

    StateMachine engine() {
        return engine;
    }

    @Override
    public void load(Batch batch) {
        size = batch.size();
        for (int i = 0; i < size; i++) {
            byte[] encoded = command(batch, i).encode();
            System.arraycopy(encoded, 0, bytes[i], 0, encoded.length);
            commands[i].clear().limit(encoded.length);
        }
    }

    private static Command command(Batch batch, int i) {
        long id = batch.orderIds[i];
        long lots = batch.lots[i];
        long price = batch.priceTicks[i];
        return switch (batch.kinds[i]) {
            case NEW -> NewOrder.limit(SYMBOL, id, batch.sides[i], lots, price);
            case IMMEDIATE -> NewOrder.ioc(SYMBOL, id, batch.sides[i], lots, price);
            case CANCEL -> new Cancel(id, Cancel.ALL);
            case REDUCE -> new Cancel(id, lots);
            case REPLACE -> new Replace(id, price, lots);
        };
    }

    @Override
    public long execute() {
        for (int i = 0; i < size; i++) {
            engine.execute(context.next(Batch.CLIENT_ID), commands[i], sink);
        }
        return sink.sum;
    }

    @Override
    public long trades() {
        return sink.trades;
    }

    @Override
    public long refused() {
        return sink.refused;
    }

    @Override
    public int restingOrders() {
        byte[] answer = engine.query(ByteBuffer.wrap(new Query.Counts().encode()));
        return Math.toIntExact(((Counters) Answer.decode(ByteBuffer.wrap(answer))).restingOrders());
    }

    /** Looks at every result and keeps none. */
    private static final class Sink implements Outputs {

        private long sum;
        private long trades;
        private long refused;

        @Override
        public void reply(byte[] reply, int offset, int length) {
            sum += length + reply[offset + length - 1];
            // Bytes 2 and 3 of a reply are the reject code.
            if (length != Reply.SIZE_BYTES || (reply[offset + 2] | reply[offset + 3]) != 0) {
                refused++;
            }
        }

        @Override
        public void event(int type, byte[] event, int offset, int length) {
            sum += length + event[offset + length - 1];
            if (type == EventType.FILLED.code()) {
                trades++;
            }
        }

        @Override
        public void scheduleTimer(long timerId, long deadlineNanos) {
            throw new UnsupportedOperationException("no order has a deadline: timerId=" + timerId);
        }

        @Override
        public void cancelTimer(long timerId) {
            throw new UnsupportedOperationException("no order has a deadline: timerId=" + timerId);
        }
    }
}
