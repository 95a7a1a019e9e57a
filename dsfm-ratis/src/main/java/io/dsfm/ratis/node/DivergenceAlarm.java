package io.dsfm.ratis.node;

import io.dsfm.ratis.core.Divergence;
import io.dsfm.ratis.core.QuarantineReason;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises divergences: counts them, keeps the newest and shouts in the log.
 *
 * <p>Threading: any thread.
 */
final class DivergenceAlarm {

    private static final Logger LOG = LoggerFactory.getLogger(DivergenceAlarm.class);
    /** So many are logged one by one; later ones each time their number has doubled, so that the log survives. */
    private static final long LOGGED_EACH = 16;

    private final String node;
    private final List<String> variants;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong quarantines = new AtomicLong();
    private volatile @Nullable Divergence last;

    DivergenceAlarm(String node, List<String> variants) {
        this.node = node;
        this.variants = variants;
    }

    void raise(Divergence divergence) {
        last = divergence;
        long number = count.incrementAndGet();
        if (number <= LOGGED_EACH || Long.bitCount(number) == 1) {
            LOG.error("DIVERGENCE: node={}, number={}, {}", node, number, describe(divergence));
        }
    }

    /** An instance is not trusted any more. */
    void onQuarantine(int instance, QuarantineReason reason) {
        quarantines.incrementAndGet();
        LOG.error("QUARANTINED: node={}, instance={}, reason={}", node, name(instance), reason);
    }

    /** An instance was rebuilt, and is trusted again. */
    void onReadmitted(int instance) {
        LOG.warn("REBUILT: node={}, instance={}", node, name(instance));
    }

    /** Nothing leaves any more. */
    void onHalted(long position) {
        LOG.error("HALTED: node={}, instances disagree and none has a majority: position={}", node, position);
    }

    /** How many there were. */
    long count() {
        return count.get();
    }

    /** How often an instance was not trusted any more. */
    long quarantines() {
        return quarantines.get();
    }

    /** The newest, for people; empty for none. */
    String lastDescription() {
        Divergence divergence = last;
        return divergence == null ? "" : describe(divergence);
    }

    private String describe(Divergence divergence) {
        return "sequence=" + divergence.sequence() + ", index=" + divergence.index() + ", first="
                + name(divergence.firstInstance()) + ", other=" + name(divergence.otherInstance()) + ": "
                + divergence.description();
    }

    private String name(int instance) {
        return instance == Divergence.LEADER ? "leader" : instance + ":" + variants.get(instance);
    }
}
