package io.dsfm.sample.matching.bench.counter;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.Revertible;
import io.dsfm.statemachine.StateMachine;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts inputs and folds their bytes into a number: the digest times 31 and plus a word, for each eight bytes, big endian;
 * the bytes that are left over make one more word. Replies with the count and the digest, 16 bytes. Any input is accepted.
 *
 * <p>A query, whatever it holds, is answered in the same way; a snapshot is the same 16 bytes.
 */
final class Counter implements StateMachine, Revertible {

    private final Fold fold;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private long count;
    private long digest;

    private record Mark(long point, long count, long digest) {}

    /** Folds whole words; the variants differ in how. */
    @FunctionalInterface
    interface Fold {
        /** Reads so many words from the buffer's position on, and leaves the position behind them. */
        long next(long digest, ByteBuffer input, int words);
    }

    Counter(Fold fold) {
        this.fold = fold;
    }

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        ByteBuffer bytes = input.slice();
        long folded = fold.next(digest, bytes, bytes.remaining() / Long.BYTES);
        if (bytes.hasRemaining()) {
            long rest = 0;
            while (bytes.hasRemaining()) {
                rest = rest << Byte.SIZE | bytes.get() & 0xff;
            }
            folded = folded * 31 + rest;
        }
        digest = folded;
        count++;
        outputs.reply(state());
    }

    @Override
    public byte[] query(ByteBuffer query) {
        return state();
    }

    private byte[] state() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(count)
                .putLong(digest)
                .array();
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeLong(count);
        data.writeLong(digest);
        data.flush();
    }

    @Override
    public void restoreSnapshot(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        long restoredCount = data.readLong();
        long restoredDigest = data.readLong();
        if (restoredCount < 0 || data.read() >= 0) {
            throw new IOException("not a snapshot of the counter: count=" + restoredCount);
        }
        count = restoredCount;
        digest = restoredDigest;
        marks.clear();
    }

    @Override
    public long digest() {
        return Digest64.append(Digest64.mix(count), digest);
    }

    @Override
    public void mark(long point) {
        marks.addLast(new Mark(point, count, digest));
    }

    @Override
    public void revertTo(long point) {
        while (marks.getLast().point > point) {
            marks.removeLast();
        }
        Mark mark = marks.getLast();
        count = mark.count;
        digest = mark.digest;
    }

    @Override
    public void forgetBefore(long point) {
        while (!marks.isEmpty() && marks.getFirst().point < point) {
            marks.removeFirst();
        }
    }
}
