package io.dsfm.ratis.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The processor time that processes have used, where the system tells; in steps of 10 ms on Linux. */
final class ServerCpu {

    /** What is given where the system does not tell. */
    static final long UNKNOWN = -1;

    private ServerCpu() {}

    /** All of them together since they started, in nanoseconds; or {@link #UNKNOWN}. */
    static long totalNanos(List<Long> processes) {
        long total = 0;
        for (long id : processes) {
            Optional<Duration> used =
                    ProcessHandle.of(id).flatMap(handle -> handle.info().totalCpuDuration());
            if (used.isEmpty()) {
                return UNKNOWN;
            }
            total += used.get().toNanos();
        }
        return total;
    }

    /** What was used between two totals. */
    static long between(long before, long after) {
        return before == UNKNOWN || after == UNKNOWN ? UNKNOWN : after - before;
    }
}
