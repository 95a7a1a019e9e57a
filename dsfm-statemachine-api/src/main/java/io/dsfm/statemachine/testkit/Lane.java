package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Revertible;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One instance in a run: every call of a state machine is made here. What is handed in is valid during the call only, and
 * is spoiled afterwards, so that a machine that keeps it is found.
 */
final class Lane {

    private static final byte SPOILT = (byte) 0xa5;

    private final Variant variant;
    private final String label;
    private final StateMachine machine;
    private final boolean isRestored;
    /** Where an input starts in its buffer: not at 0, and not at the same place in every instance. */
    private final int inputOffset;

    private final OutputBuffer output;
    private final Context context = new Context();
    private byte[] buffer = new byte[256];
    private ByteBuffer view = ByteBuffer.wrap(buffer).asReadOnlyBuffer();
    private long digest;

    /** An instance of its own, in its initial state. */
    Lane(Variant variant, int inputOffset) {
        this(variant, variant.name(), false, inputOffset, create(variant));
    }

    private Lane(Variant variant, String label, boolean isRestored, int inputOffset, StateMachine machine) {
        this.variant = variant;
        this.label = label;
        this.isRestored = isRestored;
        this.inputOffset = inputOffset;
        this.machine = machine;
        this.output = new OutputBuffer(variant.outputBytesMax());
        readDigest();
    }

    /** A new instance of a variant, to be restored. */
    static Lane toRestore(Variant variant, String label, int inputOffset) {
        return new Lane(variant, label, true, inputOffset, create(variant));
    }

    /** This instance under another name, to be restored once more. */
    Lane toRestoreAgain(String newLabel) {
        return new Lane(variant, newLabel, true, inputOffset, machine);
    }

    private static StateMachine create(Variant variant) {
        String label = variant.name();
        StateMachine machine;
        try {
            machine = variant.provider().create();
        } catch (Throwable e) {
            throw new Mismatch(Check.EXCEPTION, label, "'" + label + "' could not be created: " + e, e);
        }
        if (machine == null) {
            throw new Mismatch(Check.PROVIDER, label, "the provider of '" + label + "' creates null", List.of());
        }
        return machine;
    }

    Variant variant() {
        return variant;
    }

    String label() {
        return label;
    }

    /** Whether its state comes from a snapshot. */
    boolean isRestored() {
        return isRestored;
    }

    OutputBuffer output() {
        return output;
    }

    /** The digest after the last call. */
    long digest() {
        return digest;
    }

    boolean isRevertible() {
        return machine instanceof Revertible;
    }

    Class<?> machineClass() {
        return machine.getClass();
    }

    void execute(Position position, Step.Input input) {
        output.begin(true);
        int length = input.bytes().length;
        place(input.bytes());
        context.open(position, input.clientId());
        try {
            machine.execute(context, view, output);
        } catch (Throwable e) {
            throw threw(
                    input.kind(),
                    e,
                    "an input"
                            + (input.kind() == Mutation.NONE
                                    ? ""
                                    : ", " + input.kind().text()));
        } finally {
            context.close();
        }
        Arrays.fill(buffer, inputOffset, inputOffset + length, SPOILT);
        endCall();
    }

    void fire(Position position, long timerId) {
        output.begin(false);
        context.open(position, InputContext.NO_CLIENT);
        try {
            machine.onTimer(context, timerId, output);
        } catch (Throwable e) {
            throw threw(Mutation.NONE, e, "the firing of timer " + timerId);
        } finally {
            context.close();
        }
        endCall();
    }

    byte[] query(byte[] query) {
        place(query);
        byte[] answer;
        try {
            answer = machine.query(view);
        } catch (Throwable e) {
            throw threw(Mutation.NONE, e, "a query");
        }
        Arrays.fill(buffer, inputOffset, inputOffset + query.length, SPOILT);
        if (answer == null) {
            throw new Mismatch(Check.QUERY, label, "'" + label + "' answered a query with null", List.of());
        }
        long before = digest;
        if (readDigest() != before) {
            throw new Mismatch(
                    Check.QUERY,
                    label,
                    "a query changed the state of '" + label + "'",
                    List.of("digest before: " + hex(before), "digest after:  " + hex(digest)));
        }
        return answer;
    }

    byte[] snapshot() {
        SnapshotSink out = new SnapshotSink();
        try {
            machine.writeSnapshot(out);
        } catch (Throwable e) {
            throw threw(Mutation.NONE, e, "writing a snapshot");
        }
        if (out.isClosed) {
            throw new Mismatch(Check.SNAPSHOT, label, "'" + label + "' closed the stream of its snapshot", List.of());
        }
        long before = digest;
        if (readDigest() != before) {
            throw new Mismatch(
                    Check.SNAPSHOT,
                    label,
                    "writing a snapshot changed the state of '" + label + "'",
                    List.of("digest before: " + hex(before), "digest after:  " + hex(digest)));
        }
        return out.toByteArray();
    }

    /** Restores a snapshot out of a stream that gives few bytes at once, as a stream may. */
    void restore(byte[] snapshot) {
        PiecemealStream in = new PiecemealStream(snapshot);
        try {
            machine.restoreSnapshot(in);
        } catch (Throwable e) {
            throw new Mismatch(Check.SNAPSHOT, label, "'" + label + "' did not restore a snapshot: " + e, e);
        }
        if (in.unread() > 0) {
            throw new Mismatch(
                    Check.SNAPSHOT,
                    label,
                    "'" + label + "' did not read its whole snapshot",
                    List.of("bytes: " + snapshot.length + ", of which unread: " + in.unread()));
        }
        readDigest();
    }

    void mark(long point) {
        try {
            ((Revertible) machine).mark(point);
        } catch (Throwable e) {
            throw threw(Mutation.NONE, e, "mark(" + point + ")");
        }
    }

    void revertTo(long point) {
        try {
            ((Revertible) machine).revertTo(point);
        } catch (Throwable e) {
            throw threw(Mutation.NONE, e, "revertTo(" + point + ")");
        }
        readDigest();
    }

    void forgetBefore(long point) {
        try {
            ((Revertible) machine).forgetBefore(point);
        } catch (Throwable e) {
            throw threw(Mutation.NONE, e, "forgetBefore(" + point + ")");
        }
    }

    /** Asks the machine for its digest. */
    long readDigest() {
        try {
            digest = machine.digest();
        } catch (Throwable e) {
            throw threw(Mutation.NONE, e, "its digest");
        }
        return digest;
    }

    /** What it gave last, and its state's digest. */
    @Override
    public String toString() {
        return output + ", digest " + hex(digest);
    }

    static String hex(long digest) {
        return HexFormat.of().toHexDigits(digest);
    }

    private void endCall() {
        String broken = output.end();
        if (!broken.isEmpty()) {
            throw new Mismatch(
                    Check.OUTPUT_RULES,
                    label,
                    "'" + label + "' broke a rule of its outputs: " + broken,
                    List.of(label + ": " + output));
        }
        readDigest();
    }

    private Mismatch threw(Mutation kind, Throwable e, String where) {
        String broken = output.endThrown();
        if (!broken.isEmpty()) {
            return new Mismatch(Check.OUTPUT_RULES, label, "'" + label + "' broke a rule of its outputs: " + broken, e);
        }
        return new Mismatch(
                kind == Mutation.NONE ? Check.EXCEPTION : Check.MALFORMED_INPUT,
                label,
                "'" + label + "' threw at " + where + ": " + e,
                e);
    }

    private void place(byte[] bytes) {
        int end = inputOffset + bytes.length;
        if (end > buffer.length) {
            buffer = new byte[Math.max(end, 2 * buffer.length)];
            Arrays.fill(buffer, SPOILT);
            view = ByteBuffer.wrap(buffer).asReadOnlyBuffer();
        }
        System.arraycopy(bytes, 0, buffer, inputOffset, bytes.length);
        view.clear().position(inputOffset).limit(end);
        view.order(ByteOrder.BIG_ENDIAN);
    }

    /** Takes the bytes of a snapshot, and sees whether the machine closes what it does not own. */
    private static final class SnapshotSink extends ByteArrayOutputStream {

        private boolean isClosed;

        @Override
        public void close() {
            isClosed = true;
        }
    }

    /** What is known of an input, during the call. */
    private static final class Context implements InputContext {

        private final Position position = new Position();
        private long clientId;
        private boolean isOpen;

        void open(Position now, long sender) {
            position.set(now);
            clientId = sender;
            isOpen = true;
        }

        void close() {
            isOpen = false;
        }

        @Override
        public long index() {
            requireOpen();
            return position.index;
        }

        @Override
        public long sequence() {
            requireOpen();
            return position.sequence;
        }

        @Override
        public long timestampNanos() {
            requireOpen();
            return position.timestampNanos;
        }

        @Override
        public long clientId() {
            requireOpen();
            return clientId;
        }

        private void requireOpen() {
            if (!isOpen) {
                throw new IllegalStateException("the context was used outside of the call to which it was passed");
            }
        }
    }
}
