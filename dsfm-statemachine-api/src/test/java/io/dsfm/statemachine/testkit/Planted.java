package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;

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

    /** The order of objects without a hash code of their own. */
    public static final class HashOrder extends Base {

        /** A name that forgot to define its hash code. */
        private static final class Name {
            private final int value;

            Name(int value) {
                this.value = value;
            }
        }

        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                byte[] names() {
                    Set<Name> names = new HashSet<>();
                    holders.keySet().forEach(name -> names.add(new Name(name)));
                    ByteBuffer bytes = ByteBuffer.allocate(names.size());
                    names.forEach(name -> bytes.put((byte) name.value));
                    return bytes.array();
                }
            };
        }
    }

    /** The wall clock in place of the log's. */
    public static final class Clock extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                void take(InputContext context, int name, int seconds, Outputs outputs) {
                    super.take(context, name, (int) (seconds + System.currentTimeMillis() * 0), outputs);
                }
            };
        }
    }

    /** Random numbers. */
    public static final class Dice extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                private final Random random = new Random();

                @Override
                byte[] names() {
                    random.nextInt();
                    return super.names();
                }
            };
        }
    }

    /** A thread that counts beside. */
    public static final class Threads extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                void release(InputContext context, int name, Outputs outputs) {
                    Thread thread = new Thread(() -> granted += 0);
                    thread.start();
                    super.release(context, name, outputs);
                }
            };
        }
    }

    /** A file that decides. */
    public static final class Files extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                void release(InputContext context, int name, Outputs outputs) {
                    if (!new File("/no/such/file").exists()) {
                        super.release(context, name, outputs);
                    }
                }
            };
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

    /** A restored instance that has forgotten how many expired. */
    public static final class Snapshot extends Base {
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

    /** A revert that leaves the number of leases as it is. */
    public static final class Revert extends Base {
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

    /** A digest that leaves out how many were granted. */
    public static final class Digest extends Base {

        @Override
        public StateMachine create() {
            return new Forgetful();
        }

        /** With another digest, which both variants of the application have. */
        static final class Forgetful extends Lease {
            @Override
            public long digest() {
                long digest = Digest64.mix(expired);
                for (Map.Entry<Integer, Long> entry : holders.entrySet()) {
                    digest = Digest64.append(Digest64.append(digest, entry.getKey()), entry.getValue());
                }
                return digest;
            }
        }
    }

    /** Upper case as the machine's language has it. */
    public static final class Language extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                byte[] names() {
                    byte[] names = super.names();
                    return "i".toUpperCase(Locale.getDefault()).length() == 1
                                    && "i".toUpperCase(Locale.getDefault()).charAt(0) == 'I'
                            ? names
                            : new byte[] {1};
                }
            };
        }
    }

    /** Days as they are where the machine stands. */
    public static final class Zone extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                byte[] names() {
                    boolean isThere = TimeZone.getDefault().getOffset(0) % 3_600_000 != 0;
                    return isThere ? new byte[] {1} : super.names();
                }
            };
        }
    }

    /** Bytes of a text as the machine encodes them. */
    public static final class Encoding extends Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                byte[] names() {
                    byte[] text = "\u00e9".getBytes(Charset.defaultCharset());
                    return text.length == 2 ? super.names() : text;
                }
            };
        }
    }

    /** An array that is read past its end. */
    public static final class Throws extends Base {
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
    public static final class Rejection extends Base {
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
