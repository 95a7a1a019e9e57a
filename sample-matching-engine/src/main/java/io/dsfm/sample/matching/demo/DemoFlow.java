package io.dsfm.sample.matching.demo;

import io.dsfm.sample.matching.flow.GeneratedFlow;
import io.dsfm.sample.matching.flow.OrderFlow;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The flow of a run.
 *
 * @param name what it is, for people
 * @param count how many commands it has
 * @param opener gives it from its start
 */
record DemoFlow(String name, long count, Supplier<OrderFlow> opener) {

    OrderFlow open() {
        return opener.get();
    }

    /** The flow that the options ask for. */
    static DemoFlow of(DemoOptions options) {
        long orders = options.orders() == null ? DemoOptions.DEFAULT_ORDERS : options.orders();
        return generated(options.seed(), orders);
    }

    private static DemoFlow generated(long seed, long orders) {
        return new DemoFlow(
                String.format(Locale.ROOT, "generated flow, seed %d", seed),
                orders,
                () -> new GeneratedFlow(seed, orders));
    }
}
