package io.dsfm.ratis.peers;

import bench.peers.CountingStateMachine;
import bench.peers.CountingStateMachine.State;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Three ways to do what the benchmark's own state machine does. */
enum CountingVariant {
    /** The benchmark's own. */
    OWN {
        @Override
        Counter counter(CountingStateMachine reported) {
            reported.restore(new State(0, 0));
            return new Counter() {
                @Override
                public byte[] apply(ByteBuffer request) {
                    return reported.apply(request);
                }

                @Override
                public State state() {
                    return reported.state();
                }

                @Override
                public void restore(State state) {
                    reported.restore(state);
                }
            };
        }
    },
    /** All words at once, each times its own power of 31. */
    POWERS {
        @Override
        Counter counter(CountingStateMachine reported) {
            return new FoldingCounter(CountingVariant::foldByPowers);
        }
    },
    /** Word by word, with a shift in place of the product. */
    SHIFTS {
        @Override
        Counter counter(CountingStateMachine reported) {
            return new FoldingCounter(CountingVariant::foldByShifts);
        }
    };

    static final String APPLICATION = "peers-counter";

    private static final int WORDS = CountingStateMachine.REQUEST_LENGTH / Long.BYTES;
    private static final long[] POWERS_OF_31 = powers();

    private static long[] powers() {
        long[] powers = new long[WORDS + 1];
        powers[0] = 1;
        for (int i = 1; i <= WORDS; i++) {
            powers[i] = powers[i - 1] * 31;
        }
        return powers;
    }

    private static long foldByPowers(long digest, ByteBuffer request) {
        long sum = digest * POWERS_OF_31[WORDS];
        for (int i = 0; i < WORDS; i++) {
            sum += request.getLong(i * Long.BYTES) * POWERS_OF_31[WORDS - 1 - i];
        }
        return sum;
    }

    private static long foldByShifts(long digest, ByteBuffer request) {
        long folded = digest;
        for (int i = 0; i < WORDS; i++) {
            folded = (folded << 5) - folded + request.getLong(i * Long.BYTES);
        }
        return folded;
    }

    /**
     * A fresh counter in the initial state.
     *
     * @param reported what the benchmark asks for this node's state; the first variant, which every node runs, counts in it
     */
    abstract Counter counter(CountingStateMachine reported);

    /** The first so many. */
    static List<String> names(int count) {
        return Arrays.stream(values())
                .limit(count)
                .map(CountingVariant::variantName)
                .toList();
    }

    private String variantName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All variants as a node takes them. */
    static List<StateMachineProvider> providers(CountingStateMachine reported) {
        List<StateMachineProvider> providers = new ArrayList<>();
        for (CountingVariant variant : values()) {
            providers.add(new Provider(variant.variantName(), () -> variant.counter(reported)));
        }
        return providers;
    }

    private record Provider(String variant, Supplier<Counter> counters) implements StateMachineProvider {
        @Override
        public String application() {
            return APPLICATION;
        }

        @Override
        public int specificationVersion() {
            return 1;
        }

        @Override
        public StateMachine create() {
            return new CountingMachine(counters.get());
        }
    }
}
