package io.dsfm.sample.matching.demo;

import io.dsfm.sample.matching.demo.load.LoadDriver;
import io.dsfm.sample.matching.demo.report.Progress;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Shows how the load gets on, twice a second.
 *
 * <p>Threading: a thread of its own from the constructor until {@link #close}.
 */
final class LiveLine implements AutoCloseable {

    private static final long PERIOD_MILLIS = 500;

    private final Progress progress;
    private final LoadDriver load;
    private final Monitor monitor;
    private final long orders;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(LiveLine::daemon);
    private long lastAcknowledged;
    private long lastNanos = System.nanoTime();

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the timer
    LiveLine(Progress progress, LoadDriver load, Monitor monitor, long orders) {
        this.progress = progress;
        this.load = load;
        this.monitor = monitor;
        this.orders = orders;
        timer.scheduleAtFixedRate(this::show, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void show() {
        long acknowledged = load.acknowledged();
        long now = System.nanoTime();
        double perSecond = (acknowledged - lastAcknowledged) * 1e9 / Math.max(1, now - lastNanos);
        lastAcknowledged = acknowledged;
        lastNanos = now;
        Histogram recent = load.latencies().recent();
        String latency = recent.getTotalCount() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f ms", recent.getValueAtPercentile(99) / 1e6);
        progress.update(String.format(
                Locale.ROOT,
                "%3d %%  %,d of %,d answered, %,d open  %,.0f/s  p99 %s  primary %s",
                acknowledged * 100 / orders,
                acknowledged,
                orders,
                load.submitted() - acknowledged,
                perSecond,
                latency,
                monitor.primary()));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "demo-progress");
        thread.setDaemon(true);
        return thread;
    }
}
