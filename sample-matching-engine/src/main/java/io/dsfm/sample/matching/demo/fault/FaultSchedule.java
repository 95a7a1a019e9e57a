package io.dsfm.sample.matching.demo.fault;

/**
 * Where in the flow the faults strike: evenly spread, so that they part it into equal pieces.
 *
 * @param orders how many orders the flow has
 * @param faults how many faults there are; below {@code orders}
 */
public record FaultSchedule(long orders, int faults) {

    /** Refuses more faults than there are places between orders. */
    public FaultSchedule {
        if (faults < 0 || faults > 0 && faults >= orders) {
            throw new IllegalArgumentException("not a number of kills: kills=" + faults + ", orders=" + orders
                    + ", accepted: 0 to less than the number of orders");
        }
    }

    /** After how many orders the fault with this number, from 1, strikes; at least one order comes after it. */
    public long position(int fault) {
        return orders * fault / (faults + 1);
    }

    /** After how many orders it strikes if it waits for a moment that does not come: half way to the next, or to the end. */
    public long latest(int fault) {
        long next = fault < faults ? position(fault + 1) : orders;
        return Math.min(orders - 1, (position(fault) + next) / 2);
    }

    /** Whether, with so many faults behind and so many orders submitted, the next one is due. */
    public boolean due(int faultsBehind, long submitted) {
        return faultsBehind < faults && submitted >= position(faultsBehind + 1);
    }
}
