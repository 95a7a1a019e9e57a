package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.StateMachine;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Variants of {@link Lease} with influences that their providers hand in, or that the machine's settings have. */
final class PlantedSources {

    private PlantedSources() {}

    /** Reads a clock that it was given, and seldom shows it. */
    static final class Clocked extends Lease {
        private final java.time.Clock clock;

        Clocked(java.time.Clock clock) {
            this.clock = clock;
        }

        @Override
        byte[] names() {
            return clock.millis() < 1_000 ? new byte[0] : super.names();
        }
    }

    /** The machine's clock, handed in when an instance is created. */
    public static final class HandedClock extends Planted.Base {
        @Override
        public StateMachine create() {
            return new Clocked(java.time.Clock.systemUTC());
        }
    }

    /** The machine's clock, which the provider keeps. */
    public static final class KeptClock extends Planted.Base {
        private final java.time.Clock clock = java.time.Clock.systemUTC();

        @Override
        public StateMachine create() {
            return new Clocked(clock);
        }
    }

    /** Something that reads a clock, handed in when an instance is created. */
    public static final class HandedLambda extends Planted.Base {

        private static final class Timed extends Lease {
            private final LongSupplier nanos;

            Timed(LongSupplier nanos) {
                this.nanos = nanos;
            }

            @Override
            byte[] names() {
                return nanos.getAsLong() == 0 ? new byte[0] : super.names();
            }
        }

        @Override
        public StateMachine create() {
            return new Timed(() -> System.nanoTime());
        }
    }

    /** As many names as the machine has processors. */
    public static final class Processors extends Planted.Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                byte[] names() {
                    return Runtime.getRuntime().availableProcessors() == 0 ? new byte[0] : super.names();
                }
            };
        }
    }

    /** What somebody has set on one node. */
    public static final class Property extends Planted.Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                byte[] names() {
                    return System.getProperty("lease.names") != null ? new byte[0] : super.names();
                }
            };
        }
    }

    /** The order of an immutable set of two, which is one or the other in every process. */
    public static final class TwoElements extends Planted.Base {
        @Override
        public StateMachine create() {
            return new PlantedInfluence.Ordered() {
                @Override
                Collection<Byte> ordered() {
                    return Set.of((byte) 1, (byte) 2).stream()
                            .limit(holders.size())
                            .toList();
                }

                @Override
                byte[] names() {
                    return holders.size() < 2 ? new byte[0] : super.names();
                }
            };
        }
    }

    /** An immutable set, whose order does not matter. */
    public static final class HarmlessSet extends Planted.Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                byte[] names() {
                    return Set.of(1, 2).contains(3) ? new byte[0] : super.names();
                }
            };
        }
    }

    /** An input at which it waits for ever. */
    public static final class Hangs extends Planted.Base {
        @Override
        public StateMachine create() {
            return new Lease() {
                @Override
                byte[] names() {
                    while (!List.of().contains(this)) {
                        LockSupport.park();
                    }
                    return super.names();
                }
            };
        }
    }
}
