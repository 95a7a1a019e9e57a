package io.dsfm.sample.matching.demo.fault;

import io.dsfm.ratis.cluster.ClusterException;
import io.dsfm.sample.matching.demo.load.Gate;
import io.dsfm.sample.matching.demo.load.Trader;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Has clients die and come back at the places of the schedule, one after the other.
 *
 * <p>Threading: the thread that submits.
 */
public final class ClientDeaths implements Gate {

    private final List<Trader> traders;
    private final FaultSchedule schedule;
    private final Consumer<String> events;
    private int struck;

    /**
     * Strikes nothing yet.
     *
     * @param events hears, in words, of what is done and of how it goes on
     */
    public ClientDeaths(List<Trader> traders, FaultSchedule schedule, Consumer<String> events) {
        this.traders = List.copyOf(traders);
        this.schedule = schedule;
        this.events = events;
    }

    @Override
    public long pass(long submitted) throws InterruptedException {
        if (!schedule.due(struck, submitted)) {
            return 0;
        }
        Trader trader = traders.get(struck % traders.size());
        struck++;
        long start = System.nanoTime();
        try {
            Trader.Fate fate = trader.dieAndComeBack();
            long took = System.nanoTime() - start;
            events.accept(String.format(
                    Locale.ROOT,
                    "client %d died after %d orders and came back %.1f ms later: %d of its orders had been executed, %d it"
                            + " submitted again",
                    trader.clientId(),
                    submitted,
                    took / 1e6,
                    fate.executed(),
                    fate.submittedAgain()));
            return took;
        } catch (ExecutionException | TimeoutException e) {
            throw new ClusterException("a client did not come back: clientId=" + trader.clientId() + ", " + e, e);
        }
    }
}
