package io.dsfm.ratis.peers;

import bench.peers.CountingStateMachine;
import bench.peers.CountingStateMachine.State;
import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.Revertible;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A counter as an instance: a snapshot and a mark are its 16 bytes of state. An input of another length than the benchmark's
 * changes nothing and is answered by an empty reply.
 */
final class CountingMachine implements StateMachine, Revertible {

    private static final byte[] REJECTED = {};

    private final Counter counter;
    private final Deque<Mark> marks = new ArrayDeque<>();

    private record Mark(long point, State state) {}

    CountingMachine(Counter counter) {
        this.counter = counter;
    }

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        boolean isRequest = input.remaining() == CountingStateMachine.REQUEST_LENGTH;
        outputs.reply(isRequest ? counter.apply(input.slice()) : REJECTED);
    }

    @Override
    public byte[] query(ByteBuffer query) {
        return counter.state().toBytes();
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        out.write(counter.state().toBytes());
    }

    @Override
    public void restoreSnapshot(InputStream in) throws IOException {
        byte[] bytes = in.readAllBytes();
        if (bytes.length != CountingStateMachine.OUTPUT_LENGTH) {
            throw new IOException("not a snapshot of the counter: sizeBytes=" + bytes.length);
        }
        counter.restore(State.fromBytes(bytes));
        marks.clear();
    }

    @Override
    public long digest() {
        State state = counter.state();
        return Digest64.append(Digest64.mix(state.count()), state.digest());
    }

    @Override
    public void mark(long point) {
        marks.addLast(new Mark(point, counter.state()));
    }

    @Override
    public void revertTo(long point) {
        while (marks.getLast().point > point) {
            marks.removeLast();
        }
        counter.restore(marks.getLast().state);
    }

    @Override
    public void forgetBefore(long point) {
        while (!marks.isEmpty() && marks.getFirst().point < point) {
            marks.removeFirst();
        }
    }
}
