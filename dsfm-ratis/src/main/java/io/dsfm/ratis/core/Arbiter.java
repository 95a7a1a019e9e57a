package io.dsfm.ratis.core;

import java.util.Arrays;

/**
 * Decides for each position which instance's outcome is the result, compares the others with it, and which instances to
 * trust no longer.
 *
 * <p>An instance that disagrees with the majority of those trusted is quarantined. While instances disagree and some that
 * could decide have not offered theirs, nothing leaves; where no majority can be, the {@link DisputePolicy} decides.
 *
 * <p>When the log is cut, every instance returns to an earlier state on its own, so that for a while some offer what comes
 * after the cut and some what came before. Cuts are numbered; what an instance offers of entries above a cut before it says
 * that it has made it is dropped.
 *
 * <p>Threading: one thread.
 *
 * <p>Invariants: each instance offers its outcomes in order of position without gaps. {@code decided} is the position of
 * the last result, and {@code highest} the highest of it and of what trusted instances have offered; the offers of
 * positions up to {@code highest} are kept until every trusted instance has made its own.
 */
public class Arbiter {

    /**
     * So many outcomes are kept after all have given the same: for one that is rebuilt meanwhile, and gives them again.
     */
    private static final int COMPARED_KEPT = 8_192;

    private final ReleasePolicy policy;
    private final DisputePolicy disputePolicy;
    private final ArbiterEffects effects;
    private final Offers[] ring;
    private final boolean[] isTrusted;
    /** The position of the last outcome that each instance has offered. */
    private final long[] offered;
    /** The highest position when each instance was admitted: up to there nobody waits for it. */
    private final long[] admittedAt;

    private final Cuts cuts;
    private final LeadTimes[] leadTimes;
    /** For {@link ReleasePolicy.Sticky}: how often each was first in this window, and whom to follow. */
    private final int[] windowWins;

    private int followed;
    private long decided;
    /** Up to here, inclusive, what was offered is not kept. */
    private long forgotten;

    private long highest;
    private int disputes;

    /**
     * @param instances how many instances offer outcomes
     * @param leadMax by how many positions one instance may be ahead of another
     * @param policy whose outcome is the result
     * @param disputePolicy what to do where there is no majority
     * @param effects takes the decisions
     */
    public Arbiter(
            int instances, int leadMax, ReleasePolicy policy, DisputePolicy disputePolicy, ArbiterEffects effects) {
        this.policy = policy;
        this.disputePolicy = disputePolicy;
        this.effects = effects;
        ring = new Offers[Math.max(Integer.highestOneBit(Math.max(leadMax - 1, 1)) * 2, 2)];
        Arrays.setAll(ring, i -> new Offers(instances));
        isTrusted = new boolean[instances];
        Arrays.fill(isTrusted, true);
        offered = new long[instances];
        admittedAt = new long[instances];
        cuts = new Cuts(instances);
        leadTimes = new LeadTimes[instances];
        Arrays.setAll(leadTimes, i -> new LeadTimes());
        windowWins = new int[instances];
    }

    /** All instances, quarantined ones too, have been restored to the state after {@code position}. */
    public void restart(long position) {
        restart(position, cuts.newest());
    }

    /**
     * The same, where the log may have been cut without a word since, as nothing that was cut is left.
     *
     * @param cut the number of the last cut before
     */
    public void restart(long position, long cut) {
        Arrays.fill(isTrusted, true);
        Arrays.fill(offered, position);
        Arrays.fill(admittedAt, position);
        cuts.clear(cut);
        decided = position;
        forgotten = position;
        highest = position;
        disputes = 0;
        for (Offers offers : ring) {
            offers.clear();
        }
    }

    /**
     * Takes an instance's next outcome; drops it if the instance is quarantined, or has yet to make a cut below it.
     *
     * @param nowNanos when it came, by any clock that does not go backwards
     */
    public void offer(int instance, Outcome outcome, long nowNanos) {
        if (!isTrusted[instance] || isCut(instance, outcome)) {
            return;
        }
        long position = outcome.position();
        if (position != offered[instance] + 1) {
            throw new IllegalStateException("an instance's outcomes have a gap: instance=" + instance + ", position="
                    + position + ", expected=" + (offered[instance] + 1));
        }
        offered[instance]++;
        Offers offers = at(position);
        if (position > highest) {
            requireFree(offers, instance, position);
            highest = position;
            offers.occupy(position, nowNanos);
        } else if (offers.position != position) {
            requireLate(instance, position);
            return;
        }
        offers.add(instance, outcome);
        count(offers, instance, outcome, nowNanos);
        compare(offers, instance, outcome);
        decide();
        forget();
    }

    /** Whether the instance has executed this before it made a cut that it has yet to make. */
    boolean isCut(int instance, Outcome outcome) {
        return outcome.logIndex() > cuts.limitOf(instance);
    }

    private void requireFree(Offers offers, int instance, long position) {
        if (offers.position > 0 && (offers.position > decided || isAwaited(offers))) {
            throw new IllegalStateException("one instance is too far ahead of another: instance=" + instance
                    + ", position=" + position + ", waiting=" + offers.position);
        }
    }

    /** What nobody waited for is compared with nothing. */
    private void requireLate(int instance, long position) {
        if (position > admittedAt[instance]) {
            throw new IllegalStateException("one instance is too far ahead of another: instance=" + instance
                    + ", position=" + position + ", highest=" + highest + ", accepted: " + ring.length);
        }
    }

    private boolean isAwaited(Offers offers) {
        for (int i = 0; i < offered.length; i++) {
            if (isTrusted[i] && offered[i] < offers.position && admittedAt[i] < offers.position) {
                return true;
            }
        }
        return false;
    }

    private void count(Offers offers, int instance, Outcome outcome, long nowNanos) {
        if (offers.count == 1) {
            windowWins[instance]++;
        }
        if (!outcome.isNewResult()) {
            return;
        }
        if (offers.count == 1) {
            leadTimes[instance].onWin();
            return;
        }
        leadTimes[instance].onDuplicate();
        int first = offers.firstBut(instance);
        if (offers.count == 2 && first >= 0) {
            leadTimes[first].onLead(nowNanos - offers.firstNanos);
        }
    }

    private void compare(Offers offers, int instance, Outcome outcome) {
        int first = offers.firstBut(instance);
        Outcome other = first < 0 ? null : offers.byInstance[first];
        if (other != null && !other.agreesWith(outcome)) {
            effects.divergence(DivergenceReport.of(first, other, instance, outcome));
            setDisputed(offers, true);
        }
        if (offers.isDisputed) {
            resolve(offers);
        }
    }

    private void setDisputed(Offers offers, boolean isDisputed) {
        if (offers.isDisputed != isDisputed) {
            offers.isDisputed = isDisputed;
            disputes += isDisputed ? 1 : -1;
        }
    }

    /** Finds out who is right at a disputed position, as far as that is possible yet. */
    private void resolve(Offers offers) {
        int first = offers.first(isTrusted);
        int right = first;
        for (int i = 0; i < offered.length; i++) {
            if (offers.agreeing(i, isTrusted) > offers.agreeing(right < 0 ? i : right, isTrusted)) {
                right = i;
            }
        }
        if (right < 0) {
            return;
        }
        int trusted = trustedCount();
        boolean isMajority = offers.agreeing(right, isTrusted) * 2 > trusted;
        if (!isMajority && isAwaited(offers)) {
            return;
        }
        if (!isMajority) {
            if (disputePolicy == DisputePolicy.HALT) {
                if (!offers.isHalted) {
                    offers.isHalted = true;
                    effects.halted(offers.position);
                }
                return;
            }
            right = first;
        }
        setDisputed(offers, false);
        quarantineOthers(offers, right);
    }

    private void quarantineOthers(Offers offers, int right) {
        Outcome outcome = offers.byInstance[right];
        for (int i = 0; i < offered.length; i++) {
            Outcome other = offers.byInstance[i];
            if (isTrusted[i] && outcome != null && other != null && !outcome.agreesWith(other)) {
                quarantine(i, QuarantineReason.DISAGREED);
            }
        }
    }

    private void decide() {
        while (disputes == 0 && decided < highest) {
            Offers offers = at(decided + 1);
            if (offers.position != decided + 1) {
                return;
            }
            int chosen = choose(offers);
            Outcome outcome = chosen < 0 ? null : offers.byInstance[chosen];
            if (outcome == null) {
                return;
            }
            decided++;
            endWindow();
            effects.first(outcome);
        }
    }

    /** What all have given is of no use any more, and would only live long enough to cost more. */
    private void forget() {
        long through = comparedPosition() - COMPARED_KEPT;
        while (forgotten < through) {
            at(++forgotten).forgetOutcomes(forgotten);
        }
    }

    private int choose(Offers offers) {
        if (policy instanceof ReleasePolicy.Sticky) {
            return isTrusted[followed] ? followed : offers.first(isTrusted);
        }
        int first = offers.first(isTrusted);
        if (!(policy instanceof ReleasePolicy.Agree agree) || first < 0) {
            return first;
        }
        for (int i = 0; i < offered.length; i++) {
            if (isTrusted[i] && offers.byInstance[i] != null && offers.agreeing(i, isTrusted) >= agree.instances()) {
                return i;
            }
        }
        return -1;
    }

    private void endWindow() {
        if (policy instanceof ReleasePolicy.Sticky sticky && decided % sticky.window() == 0) {
            for (int i = 0; i < windowWins.length; i++) {
                if (isTrusted[i] && (windowWins[i] > windowWins[followed] || !isTrusted[followed])) {
                    followed = i;
                }
            }
            Arrays.fill(windowWins, 0);
        }
    }

    /**
     * Quarantines those that have not offered what another offered longer ago than {@code stallNanos}.
     *
     * @param nowNanos by the clock of {@link #offer}
     */
    public void tick(long nowNanos, long stallNanos) {
        for (int i = 0; i < offered.length; i++) {
            Offers next = at(offered[i] + 1);
            boolean isLate = next.position == offered[i] + 1 && nowNanos - next.firstNanos > stallNanos;
            if (isTrusted[i] && isLate && next.position > admittedAt[i] && trustedCount() > 1) {
                quarantine(i, QuarantineReason.STALLED);
            }
        }
        decide();
    }

    /** An instance threw, or has been shown wrong from outside; it is no longer trusted. */
    public void onUntrusted(int instance, QuarantineReason reason) {
        if (isTrusted[instance]) {
            quarantine(instance, reason);
            decide();
        }
    }

    private void quarantine(int instance, QuarantineReason reason) {
        isTrusted[instance] = false;
        effects.quarantine(instance, reason);
        long newHighest = decided;
        for (int i = 0; i < offered.length; i++) {
            if (isTrusted[i]) {
                newHighest = Math.max(newHighest, offered[i]);
            }
        }
        highest = newHighest;
        for (Offers offers : ring) {
            if (offers.position > highest) {
                setDisputed(offers, false);
                offers.clear();
            } else if (offers.isDisputed) {
                resolveWithout(offers);
            }
        }
    }

    /** One of those who disagreed, or who could have decided, is gone. */
    private void resolveWithout(Offers offers) {
        int first = offers.first(isTrusted);
        int offering = 0;
        for (int i = 0; i < offered.length; i++) {
            offering += isTrusted[i] && offers.byInstance[i] != null ? 1 : 0;
        }
        if (first < 0 || offers.agreeing(first, isTrusted) == offering) {
            setDisputed(offers, false);
        } else {
            resolve(offers);
        }
    }

    /**
     * An instance has been rebuilt from a state that the others agree on, and is trusted again.
     *
     * @param position of the last outcome in that state
     * @param cut the number of the last cut that the state, or what the instance executes from now on, takes into account
     * @return false if the state is from before cuts that are not known any more, or after results that nobody has given
     *     yet: the instance is to be rebuilt from another
     */
    public boolean tryReadmit(int instance, long position, long cut) {
        if (isTrusted[instance]) {
            throw new IllegalStateException("an instance is trusted already: instance=" + instance);
        }
        if (position > decided || !cuts.tryAdmit(instance, cut)) {
            return false;
        }
        for (Offers offers : ring) {
            offers.remove(instance);
        }
        isTrusted[instance] = true;
        offered[instance] = position;
        admittedAt[instance] = highest;
        return true;
    }

    /**
     * The log was cut: outcomes of entries above {@code toIndex} did not happen.
     *
     * @param cut the number of the cut; above that of every one before
     * @param toPosition the position after which results are given from now on, as {@link ReleaseGate#onTruncated} says
     */
    public void truncate(long cut, long toIndex, long toPosition) {
        cuts.add(cut, toIndex, isTrusted);
        boolean isDecidedCut = toPosition < decided;
        decided = Math.min(decided, toPosition);
        long kept = decided;
        while (!isDecidedCut && kept < highest && isKept(at(kept + 1), kept + 1, toIndex)) {
            kept++;
        }
        highest = kept;
        forgotten = Math.min(forgotten, highest);
        for (Offers offers : ring) {
            if (offers.position > highest) {
                setDisputed(offers, false);
                offers.clear();
            }
        }
        for (int i = 0; i < offered.length; i++) {
            offered[i] = Math.min(offered[i], highest);
            admittedAt[i] = Math.min(admittedAt[i], highest);
        }
        decide();
    }

    private static boolean isKept(Offers offers, long position, long toIndex) {
        return offers.position == position && offers.logIndex() <= toIndex;
    }

    /** What an instance offers from now on takes the cut into account, and all before it. */
    public void onReverted(int instance, long cut) {
        cuts.onReverted(instance, cut);
    }

    private Offers at(long position) {
        return ring[(int) (position & ring.length - 1)];
    }

    private int trustedCount() {
        int count = 0;
        for (boolean trusted : isTrusted) {
            count += trusted ? 1 : 0;
        }
        return count;
    }

    /** Whether results are taken from an instance, and its progress counts for the node's. */
    public boolean isTrusted(int instance) {
        return isTrusted[instance];
    }

    /** Whether nothing leaves because instances disagree. */
    public boolean isDisputed() {
        return disputes > 0;
    }

    /** The position of the last outcome that the instance has offered. */
    public long offeredPosition(int instance) {
        return offered[instance];
    }

    /** Up to this position, inclusive, all instances that are trusted have given the same. */
    public long comparedPosition() {
        long compared = decided;
        for (int i = 0; i < offered.length; i++) {
            if (isTrusted[i]) {
                compared = Math.min(compared, offered[i]);
            }
        }
        return compared;
    }

    /** The position of the last result. */
    public long decidedPosition() {
        return decided;
    }

    /** How each instance did, in their order. */
    public InstanceScore[] scores() {
        return Arrays.stream(leadTimes).map(LeadTimes::snapshot).toArray(InstanceScore[]::new);
    }
}
