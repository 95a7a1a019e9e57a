package io.dsfm.sample.matching.jmh;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.Command;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.domain.Replace;
import io.dsfm.sample.matching.harness.TestContext;
import io.dsfm.sample.matching.harness.Variants;
import io.dsfm.statemachine.StateMachine;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A variant of the engine, driven as a node drives it: bytes in, bytes out. */
final class VariantBook implements MeasuredBook {

    private static final int SYMBOL = 1;
    private static final int MAX_COMMAND_BYTES = 64;

    private final StateMachine engine;
    private final TestContext context = new TestContext();
    private final CountingOutputs outputs = new CountingOutputs();
    private final byte[][] bytes;
    private final ByteBuffer[] commands;
    private int size;

    /** A variant's engine with one symbol, for batches of the given size at most. */
    VariantBook(String variant, int capacity) {
        engine = create(variant);
        bytes = new byte[capacity][MAX_COMMAND_BYTES];
        commands = new ByteBuffer[capacity];
        Arrays.setAll(commands, i -> ByteBuffer.wrap(bytes[i]).asReadOnlyBuffer());
        engine.execute(context.next(Batch.CLIENT_ID), ByteBuffer.wrap(new AddSymbol(SYMBOL, "S").encode()), outputs);
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
            engine.execute(context.next(Batch.CLIENT_ID), commands[i], outputs);
        }
        return outputs.sum();
    }

    @Override
    public long trades() {
        return outputs.trades();
    }

    @Override
    public long refused() {
        return outputs.refused();
    }

    @Override
    public int restingOrders() {
        byte[] answer = engine.query(ByteBuffer.wrap(new Query.Counts().encode()));
        return Math.toIntExact(((Counters) Answer.decode(ByteBuffer.wrap(answer))).restingOrders());
    }
}
