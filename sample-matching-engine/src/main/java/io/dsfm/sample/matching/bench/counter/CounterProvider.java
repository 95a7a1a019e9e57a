package io.dsfm.sample.matching.bench.counter;

import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import java.nio.ByteBuffer;

/** The counter's variants. */
public abstract sealed class CounterProvider implements StateMachineProvider {

    /** The name of the application. */
    public static final String APPLICATION = "bench-counter";

    private static final int SPECIFICATION_VERSION = 1;

    private final String variant;
    private final Counter.Fold fold;

    private CounterProvider(String variant, Counter.Fold fold) {
        this.variant = variant;
        this.fold = fold;
    }

    @Override
    public final String application() {
        return APPLICATION;
    }

    @Override
    public final String variant() {
        return variant;
    }

    @Override
    public final int specificationVersion() {
        return SPECIFICATION_VERSION;
    }

    @Override
    public final StateMachine create() {
        return new Counter(fold);
    }

    /** Word by word. */
    public static final class Words extends CounterProvider {
        /** For {@link java.util.ServiceLoader}. */
        public Words() {
            super("words", Words::fold);
        }

        private static long fold(long digest, ByteBuffer input, int words) {
            long folded = digest;
            for (int i = 0; i < words; i++) {
                folded = folded * 31 + input.getLong();
            }
            return folded;
        }
    }

    /** Four words at once, each times its own power of 31. */
    public static final class Powers extends CounterProvider {

        private static final int AT_ONCE = 4;
        private static final long SQUARE = 31L * 31;
        private static final long CUBE = SQUARE * 31;
        private static final long FOURTH = CUBE * 31;

        /** For {@link java.util.ServiceLoader}. */
        public Powers() {
            super("powers", Powers::fold);
        }

        private static long fold(long digest, ByteBuffer input, int words) {
            long folded = digest;
            int left = words;
            for (; left >= AT_ONCE; left -= AT_ONCE) {
                folded = folded * FOURTH
                        + input.getLong() * CUBE
                        + input.getLong() * SQUARE
                        + input.getLong() * 31
                        + input.getLong();
            }
            return Words.fold(folded, input, left);
        }
    }

    /** Word by word, with a shift in place of the product. */
    public static final class Shifts extends CounterProvider {
        /** For {@link java.util.ServiceLoader}. */
        public Shifts() {
            super("shifts", Shifts::fold);
        }

        private static long fold(long digest, ByteBuffer input, int words) {
            long folded = digest;
            for (int i = 0; i < words; i++) {
                folded = (folded << 5) - folded + input.getLong();
            }
            return folded;
        }
    }
}
