package io.dsfm.ratis.node;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for election as soon as the primary's process is known to have ended, without waiting for the election timeout.
 *
 * <p>Only a process that has ended is followed so: its link was reset, and nobody listens at its address any more. A link
 * that is lost to a healthy primary is made again, and nothing happens; a machine that falls silent is found by the
 * timeout. The secondaries stand one after the other, so that they do not take each other's votes: first the one that the
 * primary has named, then in the order of the configuration. The next one does not wait for its turn if it refuses the one
 * before.
 *
 * <p>Threading: any thread; stands on the executor's.
 */
final class Takeover {

    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
    /** More than the first one takes until its request for a vote is there, also on a machine with too much to do. */
    private static final long STAGGER_MILLIS = 150;

    private final String self;
    private final List<String> members;
    private final Supplier<RatisLog> log;
    private final BooleanSupplier isFit;
    private final ScheduledExecutorService executor;
    private final Fatal fatal;
    /** What a primary has said of who is to stand first. */
    private volatile @Nullable Named named;
    /** The primary that has ended, until another leads. */
    private volatile @Nullable String gone;

    /**
     * @param self this node
     * @param members all nodes, in the order of the configuration
     * @param log the division that stands
     * @param isFit whether this node may lead
     * @param executor on which it stands
     * @param fatal is told if it cannot go on
     */
    Takeover(
            String self,
            List<String> members,
            Supplier<RatisLog> log,
            BooleanSupplier isFit,
            ScheduledExecutorService executor,
            Fatal fatal) {
        this.self = self;
        this.members = List.copyOf(members);
        this.log = log;
        this.isFit = isFit;
        this.executor = executor;
        this.fatal = fatal;
    }

    private record Named(String primary, String heir) {}

    /** The primary names the one that is to stand first when it has ended. */
    void onHeir(String primary, String heir) {
        named = new Named(primary, heir);
    }

    /** A node's process has ended. */
    void onGone(String node) {
        if (!node.equals(log.get().leaderId()) || node.equals(self)) {
            return;
        }
        gone = node;
        Named said = named;
        String heir = said != null && said.primary().equals(node) ? said.heir() : null;
        executor.schedule(this::stand, turn(members, node, heir, self) * STAGGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * After how many turns this node stands: the primary that has ended does not, and the first turn is that of the heir that
     * it named. Who has not heard of one leaves that turn to it all the same: two that stand at once take each other's votes.
     */
    static int turn(List<String> members, String ended, @Nullable String heir, String self) {
        if (self.equals(heir)) {
            return 0;
        }
        int before = 1;
        for (String member : members.subList(0, members.indexOf(self))) {
            if (!member.equals(ended) && !member.equals(heir)) {
                before++;
            }
        }
        return before;
    }

    /** Another stands, and this node has refused it. */
    void onRefusedAnother() {
        if (gone != null) {
            executor.execute(this::stand);
        }
    }

    /** Somebody leads. */
    void onLeader() {
        gone = null;
    }

    private void stand() {
        String leader = gone;
        if (leader == null || !leader.equals(log.get().leaderId()) || !isFit.getAsBoolean()) {
            return;
        }
        try {
            boolean stands = log.get().standForElection(leader);
            LOG.info("the primary's process has ended: primary={}, stands={}", leader, stands);
            if (stands) {
                gone = null;
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("this node could not stand for election, the timeout will tell: {}", e.toString());
        } catch (Error e) {
            fatal.onFatal("this node cannot stand for election: " + e, e);
            throw e;
        }
    }
}
