package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Variants of {@link Lease} with one fault each, as somebody could make it. */
final class Planted {

    private Planted() {}

    /** The one without. */
    public static final class Right extends Base {
        @Override
        public String variant() {
            return "right";
        }

        @Override
        public StateMachine create() {
            return new Lease();
        }
    }

    /** Common to all. */
    abstract static class Base implements StateMachineProvider {
        @Override
        public String application() {
            return "lease";
        }

        @Override
        public String variant() {
            return "wrong";
        }

        @Override
        public int specificationVersion() {
            return 1;
        }
    }

    /** A timer that is not scheduled. */
    public static final class LostTimer extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                void take(InputContext context, int name, int seconds, Outputs outputs) {
                    if (seconds != 7) {
                        super.take(context, name, seconds, outputs);
                        return;
                    }
                    Long holder = holders.get(name);
                    if (holder != null && holder != context.clientId()) {
                        reply(NOT_HELD, outputs);
                    } else {
                        holders.put(name, context.clientId());
                        granted++;
                        reply(OK, outputs);
                    }
                }
            };
        }
    }

    /** A snapshot without the number of leases that expired. */
    public static final class SnapshotForgets extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                public void writeSnapshot(OutputStream stream) throws IOException {
                    long kept = expired;
                    expired = 0;
                    super.writeSnapshot(stream);
                    expired = kept;
                }
            };
        }
    }

    /** A byte at the end that nobody reads. */
    public static final class SnapshotHasRest extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                public void writeSnapshot(OutputStream stream) throws IOException {
                    super.writeSnapshot(stream);
                    stream.write(0);
                }
            };
        }
    }

    /** A restored instance that has forgotten how many expired. */
    public static final class RestoreForgets extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                public void restoreSnapshot(InputStream stream) throws IOException {
                    super.restoreSnapshot(stream);
                    expired = 0;
                }
            };
        }
    }

    /** A restore that leaves something of the state before. */
    public static final class RestoreKeeps extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                public void restoreSnapshot(InputStream stream) throws IOException {
                    NavigableMap<Integer, Long> before = new TreeMap<>(holders);
                    super.restoreSnapshot(stream);
                    holders.putAll(before);
                }
            };
        }
    }

    /** Something that is neither in the snapshot nor in the digest, and shows in the future only. */
    public static final class FutureForgets extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                private boolean isRestored;

                @Override
                public void restoreSnapshot(InputStream stream) throws IOException {
                    super.restoreSnapshot(stream);
                    isRestored = true;
                }

                @Override
                void release(InputContext context, int name, Outputs outputs) {
                    if (isRestored) {
                        reply(NOT_HELD, outputs);
                    } else {
                        super.release(context, name, outputs);
                    }
                }
            };
        }
    }

    /** A revert that leaves the number of leases as it is. */
    public static final class RevertForgets extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                public void revertTo(long point) {
                    long kept = granted;
                    super.revertTo(point);
                    granted = kept;
                }
            };
        }
    }

    /** A revert to the newest mark, whichever it should go to. */
    public static final class NestedRevert extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                private long newest;

                @Override
                public void mark(long point) {
                    super.mark(point);
                    newest = point;
                }

                @Override
                public void revertTo(long point) {
                    super.revertTo(newest);
                }
            };
        }
    }

    /** A revert that works in an instance that was never restored. */
    public static final class RevertAfterRestore extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                private boolean isRestored;

                @Override
                public void restoreSnapshot(InputStream stream) throws IOException {
                    super.restoreSnapshot(stream);
                    isRestored = true;
                }

                @Override
                public void revertTo(long point) {
                    long kept = granted;
                    super.revertTo(point);
                    granted = isRestored ? kept : granted;
                }
            };
        }
    }

    /** A question that counts. */
    public static final class QueryChanges extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                public byte[] query(ByteBuffer query) {
                    expired++;
                    return super.query(query);
                }
            };
        }
    }

    /** A question that is answered wrongly by an instance that was restored. */
    public static final class QueryAfterRestore extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                private boolean isRestored;

                @Override
                public void restoreSnapshot(InputStream stream) throws IOException {
                    super.restoreSnapshot(stream);
                    isRestored = true;
                }

                @Override
                public byte[] query(ByteBuffer query) {
                    return isRestored ? new byte[] {17} : super.query(query);
                }
            };
        }
    }

    /** A question at which an instance that was restored throws. */
    public static final class QueryThrowsAfterRestore extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                private boolean isRestored;

                @Override
                public void restoreSnapshot(InputStream stream) throws IOException {
                    super.restoreSnapshot(stream);
                    isRestored = true;
                }

                @Override
                public byte[] query(ByteBuffer query) {
                    if (isRestored) {
                        throw new IllegalStateException("no index");
                    }
                    return super.query(query);
                }
            };
        }
    }

    /** A snapshot whose stream is closed, which belongs to the framework. */
    public static final class SnapshotCloses extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                public void writeSnapshot(OutputStream stream) throws IOException {
                    super.writeSnapshot(stream);
                    stream.close();
                }
            };
        }
    }

    /** Two replies to one input. */
    public static final class SecondReply extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                void release(InputContext context, int name, Outputs outputs) {
                    super.release(context, name, outputs);
                    if (name == 5) {
                        reply(OK, outputs);
                    }
                }
            };
        }
    }

    /** An input that is kept beyond the call, and read in the next. */
    public static final class KeepsInput extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                private ByteBuffer last = ByteBuffer.allocate(3);

                @Override
                public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
                    boolean isSpoilt = last.limit() > 0 && last.get(last.limit() - 1) == (byte) 0xa5;
                    last = input.duplicate();
                    if (isSpoilt) {
                        reply(MALFORMED, outputs);
                    } else {
                        super.execute(context, input, outputs);
                    }
                }
            };
        }
    }

    /** A well-formed input at which it throws. */
    public static final class ThrowsAtOne extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                void release(InputContext context, int name, Outputs outputs) {
                    if (name == 11) {
                        throw new ArithmeticException("by zero");
                    }
                    super.release(context, name, outputs);
                }
            };
        }
    }

    /** Another answer to what is malformed. */
    public static final class OtherRejection extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
                    if (input.remaining() > 3) {
                        reply(NOT_HELD, outputs);
                    } else {
                        super.execute(context, input, outputs);
                    }
                }
            };
        }
    }

    /** A digest that leaves out how many were granted. */
    public static final class DigestForgets extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                public long digest() {
                    long digest = Digest64.mix(expired);
                    for (Map.Entry<Integer, Long> entry : holders.entrySet()) {
                        digest = Digest64.append(Digest64.append(digest, entry.getKey()), entry.getValue());
                    }
                    return digest;
                }
            };
        }
    }

    /** An array that is read past its end. */
    public static final class ThrowsAtMalformed extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
                    if (input.remaining() == 1) {
                        input.getShort();
                    }
                    super.execute(context, input, outputs);
                }
            };
        }
    }

    /** Another number. */
    public static final class OtherReply extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                void reply(byte code, Outputs outputs) {
                    outputs.reply(ByteBuffer.allocate(9)
                            .put(code)
                            .putLong(granted == 12 ? 13 : granted)
                            .array());
                }
            };
        }
    }

    /** Another number, after a long time. */
    public static final class OtherReplyLate extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                void reply(byte code, Outputs outputs) {
                    outputs.reply(ByteBuffer.allocate(9)
                            .put(code)
                            .putLong(granted == 80_000 ? 1 : granted)
                            .array());
                }
            };
        }
    }

    /** Events in another order. */
    public static final class OtherEvents extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                byte[] names() {
                    List<Integer> names = new ArrayList<>(holders.keySet());
                    Collections.reverse(names);
                    byte[] bytes = new byte[names.size()];
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] = names.get(i).byteValue();
                    }
                    return expired > 0 && expired % 16 == 0 ? bytes : super.names();
                }
            };
        }
    }

    /** A rejection that changes something. */
    public static final class RejectionChanges extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                void reply(byte code, Outputs outputs) {
                    super.reply(code, outputs);
                    expired += code == NOT_HELD ? 1 : 0;
                }
            };
        }
    }
}
