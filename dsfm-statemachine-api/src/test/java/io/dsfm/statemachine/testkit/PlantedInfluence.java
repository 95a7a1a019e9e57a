package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Variants of {@link Lease} on which something other than state, input and context has an influence. */
final class PlantedInfluence {

    private PlantedInfluence() {}

    /** Gives names in the order of a collection of its own. */
    abstract static class Ordered extends Lease {

        abstract Collection<Byte> ordered();

        @Override
        byte[] names() {
            ByteBuffer bytes = ByteBuffer.allocate(holders.size());
            ordered().forEach(bytes::put);
            return bytes.array();
        }
    }

    /** The order of objects without a hash code of their own. */
    public static final class HashOrder extends Planted.Base {

        /** A name that forgot to define its hash code. */
        private static final class Name {
            private final byte value;

            Name(int value) {
                this.value = (byte) value;
            }
        }

        @Override
        public StateMachine create() {
            return new Ordered() {
                @Override
                Collection<Byte> ordered() {
                    Set<Name> names = new HashSet<>();
                    holders.keySet().forEach(name -> names.add(new Name(name)));
                    return names.stream().map(name -> name.value).toList();
                }
            };
        }
    }

    /** The order of an immutable set, which is another in every process. */
    public static final class ProcessOrder extends Planted.Base {
        @Override
        public StateMachine create() {
            return new Ordered() {
                @Override
                Collection<Byte> ordered() {
                    return Set.copyOf(holders.keySet()).stream()
                            .map(Integer::byteValue)
                            .toList();
                }
            };
        }
    }

    /** A hash code of an object that does not define one. */
    public static final class IdentityHash extends Planted.Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                void reply(byte code, Outputs outputs) {
                    super.reply(new Object().hashCode() % 2 == 0 ? code : MALFORMED, outputs);
                }
            };
        }
    }

    /** The hash code that an object would have, asked for by name. */
    public static final class IdentityHashByName extends Planted.Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                void reply(byte code, Outputs outputs) {
                    super.reply(System.identityHashCode(outputs) == 1 ? MALFORMED : code, outputs);
                }
            };
        }
    }

    /** The wall clock in place of the log's. */
    public static final class Clock extends Planted.Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                void take(InputContext context, int name, int seconds, Outputs outputs) {
                    super.take(context, name, seconds + (int) (System.currentTimeMillis() % 10), outputs);
                }
            };
        }
    }

    /** The clock that measures durations, far from the method that the framework calls. */
    public static final class Stopwatch extends Planted.Base {

        /** Reads the clock when it is created. */
        private static final class Started {
            private final long nanos = System.nanoTime();
        }

        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                void take(InputContext context, int name, int seconds, Outputs outputs) {
                    super.take(context, name, seconds + (int) (Digest64.mix(new Started().nanos) & 1), outputs);
                }
            };
        }
    }

    /** Random numbers. */
    public static final class Dice extends Planted.Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                private final Random random = new Random();

                @Override
                byte[] names() {
                    return random.nextBoolean() ? super.names() : new byte[0];
                }
            };
        }
    }

    /** A thread that does the work. */
    public static final class Threads extends Planted.Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                void release(InputContext context, int name, Outputs outputs) {
                    Thread thread = new Thread(() -> super.release(context, name, outputs), "worker");
                    thread.start();
                    try {
                        thread.join();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
        }
    }

    /** A file that is written and deleted again. */
    public static final class Files extends Planted.Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                public void onTimer(InputContext context, long timerId, Outputs outputs) {
                    super.onTimer(context, timerId, outputs);
                    if (expired % 8 == 0) {
                        write();
                    }
                }

                private void write() {
                    try {
                        Path file = java.nio.file.Files.createTempFile("lease", "");
                        java.nio.file.Files.write(file, names());
                        java.nio.file.Files.delete(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            };
        }
    }

    /** The name of the machine. */
    public static final class Network extends Planted.Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                byte[] names() {
                    return InetAddress.getLoopbackAddress().isLoopbackAddress() ? super.names() : new byte[0];
                }
            };
        }
    }

    /** Upper case as the machine's language has it. */
    public static final class Language extends Planted.Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                byte[] names() {
                    String upper = "i".toUpperCase(Locale.getDefault());
                    return upper.equals("I") ? super.names() : new byte[] {(byte) upper.charAt(0)};
                }
            };
        }
    }

    /** Minutes as they are where the machine stands. */
    public static final class Zone extends Planted.Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                void take(InputContext context, int name, int seconds, Outputs outputs) {
                    Instant now = Instant.ofEpochSecond(context.timestampNanos() / 1_000_000_000);
                    int minutes = now.atZone(ZoneId.systemDefault()).getOffset().getTotalSeconds() / 60 % 60;
                    super.take(context, name, minutes == 0 ? seconds : 0, outputs);
                }
            };
        }
    }

    /** Bytes of a text as the machine encodes them. */
    public static final class Encoding extends Planted.Base {
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
}
