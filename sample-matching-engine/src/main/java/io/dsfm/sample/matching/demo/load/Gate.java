package io.dsfm.sample.matching.demo.load;

/** Stands between the orders: what is to happen at a certain place in the flow happens there. */
@FunctionalInterface
public interface Gate {

    /**
     * Called before each order, on the thread that sends; may hold it.
     *
     * @param submitted how many orders were submitted before
     * @return for how many nanoseconds the load was held on purpose, by which the orders to come are put off
     * @throws InterruptedException if the run is to end
     */
    long pass(long submitted) throws InterruptedException;

    /** Whether the order that it let pass is to go at once, before its time. */
    default boolean isPressing() {
        return false;
    }

    /** This gate, and then another one. */
    default Gate then(Gate next) {
        Gate first = this;
        return new Gate() {
            @Override
            public long pass(long submitted) throws InterruptedException {
                return first.pass(submitted) + next.pass(submitted);
            }

            @Override
            public boolean isPressing() {
                return first.isPressing() || next.isPressing();
            }
        };
    }
}
