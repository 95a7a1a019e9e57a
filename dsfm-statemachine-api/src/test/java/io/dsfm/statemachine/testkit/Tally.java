package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.Revertible;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.TextFormat;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A small application in which no state comes twice: counts inputs, and keeps the length of the last one. A reply is the
 * count and the client (8 bytes each). Not revertible.
 */
class Tally implements StateMachine {

    long count;
    long length;

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        count++;
        length = input.remaining();
        outputs.reply(ByteBuffer.allocate(16)
                .putLong(count)
                .putLong(client(context.clientId()))
                .array());
    }

    long client(long clientId) {
        return clientId;
    }

    @Override
    public byte[] query(ByteBuffer query) {
        return ByteBuffer.allocate(8).putLong(length).array();
    }

    @Override
    public void writeSnapshot(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeLong(count);
        out.writeLong(length);
    }

    @Override
    public void restoreSnapshot(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        count = in.readLong();
        length = in.readLong();
    }

    @Override
    public long digest() {
        return Digest64.append(Digest64.mix(count), length);
    }

    /** The application with marks. */
    static class Marked extends Tally implements Revertible {

        /** By number, count and length. */
        final NavigableMap<Long, long[]> marks = new TreeMap<>();

        @Override
        public void restoreSnapshot(InputStream stream) throws IOException {
            super.restoreSnapshot(stream);
            forgetMarks();
        }

        void forgetMarks() {
            marks.clear();
        }

        @Override
        public void mark(long point) {
            if (!marks.isEmpty() && point <= marks.lastKey()) {
                throw new IllegalArgumentException("not above the last mark: point=" + point);
            }
            marks.put(point, new long[] {count, length});
        }

        @Override
        public void revertTo(long point) {
            long[] marked = marks.get(point);
            count = marked[0];
            length = marked[1];
            marks.tailMap(point, false).clear();
        }

        @Override
        public void forgetBefore(long point) {
            marks.headMap(point, false).clear();
        }
    }

    /** Variants; {@code format} is their text format. */
    record Provided(String variant, Supplier<StateMachine> machines, TextFormat format)
            implements StateMachineProvider {

        Provided(String variant, Supplier<StateMachine> machines) {
            this(variant, machines, TextFormat.HEXADECIMAL);
        }

        static StateMachineProvider right() {
            return new Provided("right", Marked::new);
        }

        static StateMachineProvider wrong(Supplier<StateMachine> machines) {
            return new Provided("wrong", machines);
        }

        @Override
        public String application() {
            return "tally";
        }

        @Override
        public int specificationVersion() {
            return 1;
        }

        @Override
        public StateMachine create() {
            return machines.get();
        }

        @Override
        public TextFormat textFormat() {
            return format;
        }
    }
}
