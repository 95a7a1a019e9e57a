package io.dsfm.sample.matching.demo.fault;

import io.dsfm.ratis.cluster.ClusterException;
import io.dsfm.sample.matching.demo.load.Gate;
import io.dsfm.sample.matching.demo.load.Trader;
import io.dsfm.sample.matching.demo.remote.ClientProcess;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Has a client's process die and come back at the places of the schedule. From such a place on the load is pressed, so that
 * orders are everywhere on their way; the client dies as soon as it has got a result of an order submitted since, and has
 * enough others under way. The load is held until it is back.
 *
 * <p>It does not die while a takeover is being measured, since the new primary's first result may have to come through it,
 * unless its next death would be due otherwise.
 *
 * <p>Threading: the thread that submits.
 */
public final class ClientDeaths implements Gate {

    private static final long NOT_DUE = -1;

    private final Trader trader;
    private final ClientProcess process;
    private final FaultSchedule schedule;
    private final LongSupplier struckAfter;
    private final int enoughUnderWay;
    private final Consumer<String> events;
    private int struck;
    /** How many orders had been submitted when the next death became due. */
    private long dueSince = NOT_DUE;

    /**
     * Strikes nothing yet.
     *
     * @param trader whose orders the process submits
     * @param struckAfter tells after how many orders a primary was struck last, 0 if none was
     * @param enoughUnderWay how many of its orders are to be under way when it dies
     * @param events hears, in words, of what is done and of how it goes on
     */
    public ClientDeaths(
            Trader trader,
            ClientProcess process,
            FaultSchedule schedule,
            LongSupplier struckAfter,
            int enoughUnderWay,
            Consumer<String> events) {
        this.trader = trader;
        this.process = process;
        this.schedule = schedule;
        this.struckAfter = struckAfter;
        this.enoughUnderWay = enoughUnderWay;
        this.events = events;
    }

    @Override
    public long pass(long submitted) throws InterruptedException {
        if (!schedule.due(struck, submitted)) {
            return 0;
        }
        dueSince = dueSince == NOT_DUE ? submitted : dueSince;
        int underWay = trader.underWay();
        boolean isInTheMiddle =
                underWay >= enoughUnderWay && trader.hasAnswerAfter(Math.max(dueSince, struckAfter.getAsLong()));
        if (!isInTheMiddle && submitted < schedule.latest(struck + 1)) {
            return 0;
        }
        struck++;
        dueSince = NOT_DUE;
        return strike(submitted, underWay);
    }

    @Override
    public boolean isPressing() {
        return dueSince != NOT_DUE;
    }

    /** How many times it has died. */
    public int struck() {
        return struck;
    }

    private long strike(long submitted, int underWay) throws InterruptedException {
        long start = System.nanoTime();
        events.accept("SIGKILL to client " + trader.clientId() + " (process " + process.pid() + ") after " + submitted
                + " orders, " + underWay + " of its own under way");
        try {
            process.kill();
            int withoutResult = trader.underWay();
            Trader.Fate fate = trader.comeBack();
            long took = System.nanoTime() - start;
            events.accept(String.format(
                    Locale.ROOT,
                    "client %d is back (process %d), %.1f ms after: %d results were in the pipe, %d orders had been"
                            + " executed, %d are submitted again",
                    trader.clientId(),
                    process.pid(),
                    took / 1e6,
                    underWay - withoutResult,
                    fate.executed(),
                    fate.submittedAgain()));
            return took;
        } catch (IOException | ExecutionException | TimeoutException | IllegalStateException e) {
            throw new ClusterException("a client did not come back: clientId=" + trader.clientId() + ", " + e, e);
        }
    }
}
