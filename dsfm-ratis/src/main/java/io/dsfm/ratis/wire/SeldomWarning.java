package io.dsfm.ratis.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Whether it is time to say something again that happens several times a second, and says nothing new.
 *
 * <p>Threading: any thread.
 */
public final class SeldomWarning {

    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** Anybody may connect, and say anything. */
    private static final int KEPT_MAX = 1_000;

    private final Map<String, Long> saidNanos = new HashMap<>();

    /** Nothing was said yet. */
    public SeldomWarning() {}

    /** Whether it has not been said within the last minute; if so, it counts as said now. */
    public synchronized boolean isDue(String what, long nowNanos) {
        Long said = saidNanos.get(what);
        if (said != null && nowNanos - said < PAUSE_NANOS) {
            return false;
        }
        if (saidNanos.size() >= KEPT_MAX) {
            saidNanos.clear();
        }
        saidNanos.put(what, nowNanos);
        return true;
    }
}
