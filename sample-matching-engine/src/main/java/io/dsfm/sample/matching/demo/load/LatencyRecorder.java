package io.dsfm.sample.matching.demo.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.agrona.collections.LongArrayList;

/**
 * Measures latency and throughput: over the whole run, over each interval of it, and since it was last looked at.
 *
 * <p>Orders are answered about in the order in which they were due, so one histogram serves for all intervals, one
 * after the other. An order due in an earlier interval that is answered late nevertheless counts in the one at hand.
 *
 * <p>Threading: one thread at a time records, which {@link LoadDriver} sees to; {@link #recent} by another one; the rest
 * when all is recorded.
 */
public final class LatencyRecorder {

    /** The length of an interval. */
    public static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int DIGITS = 3;

    private final Histogram total = new Histogram(DIGITS);
    private final SingleWriterRecorder recent = new SingleWriterRecorder(DIGITS);
    private final Histogram current = new Histogram(DIGITS);
    private final List<Interval> closed = new ArrayList<>();

    /** How many results came in each interval, by its number. */
    private final LongArrayList answered = new LongArrayList();

    private final long startNanos;
    private int currentNumber;
    private long lastAnswerNanos;

    LatencyRecorder(long startNanos) {
        this.startNanos = startNanos;
        this.lastAnswerNanos = startNanos;
    }

    void record(long dueNanos, long nowNanos) {
        long latency = Math.max(0, nowNanos - dueNanos);
        int number = number(dueNanos);
        if (number > currentNumber) {
            closeCurrent();
            currentNumber = number;
        }
        total.recordValue(latency);
        current.recordValue(latency);
        recent.recordValue(latency);
        int answerNumber = number(nowNanos);
        while (answered.size() <= answerNumber) {
            answered.addLong(0);
        }
        answered.setLong(answerNumber, answered.getLong(answerNumber) + 1);
        lastAnswerNanos = nowNanos;
    }

    /** The latencies since the last call; valid until the next. */
    public Histogram recent() {
        return recent.getIntervalHistogram();
    }

    /** The latencies of the whole run, in nanoseconds. */
    public Histogram total() {
        return total;
    }

    /** When the run began, by {@link System#nanoTime()}. */
    public long startNanos() {
        return startNanos;
    }

    /** From the start to the last result. */
    public long durationNanos() {
        return lastAnswerNanos - startNanos;
    }

    /** The whole run, without holes. */
    public List<Interval> intervals() {
        closeCurrent();
        List<Interval> all = new ArrayList<>();
        int next = 0;
        for (int number = 0; number < answered.size(); number++) {
            boolean hasLatencies = next < closed.size() && closed.get(next).number() == number;
            Interval known = hasLatencies ? closed.get(next++) : new Interval(number, 0, 0, 0, 0, 0);
            all.add(new Interval(
                    number,
                    known.due(),
                    answered.getLong(number),
                    known.p50Nanos(),
                    known.p99Nanos(),
                    known.maxNanos()));
        }
        return all;
    }

    private int number(long nanos) {
        return (int) Math.max(0, (nanos - startNanos) / INTERVAL_NANOS);
    }

    private void closeCurrent() {
        if (current.getTotalCount() > 0) {
            closed.add(new Interval(
                    currentNumber,
                    current.getTotalCount(),
                    0,
                    current.getValueAtPercentile(50),
                    current.getValueAtPercentile(99),
                    current.getMaxValue()));
            current.reset();
        }
    }
}
