package io.dsfm.ratis.node;

import io.dsfm.ratis.core.EntryId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the leader knows of the others by what they tell: which of them would be elected if it stepped down. One that is known not
 * to be would cost the group an election timeout.
 *
 * <p>Threading: any thread; nothing blocks.
 */
final class Successors {

    /** A node that has not executed what was released so many ticks ago is behind, and not just on its way. */
    private static final int TICKS_BEHIND_MAX = 100;

    private final Map<String, PeerProgress> told = new HashMap<>();
    /** Those whose link was lost and is not up again. */
    private final Set<String> lost = new HashSet<>();
    /** When each began to tell, in order; the one that has been here longest has run what a leader runs most often. */
    private final Map<String, Long> arrivals = new HashMap<>();
    /** What had been released at each of the last ticks; the oldest at {@code nextTick}. */
    private final long[] releasedIndices = new long[TICKS_BEHIND_MAX];

    private int nextTick;
    private long lastArrival;

    /** This node begins to lead: what others told earlier was not for it. */
    synchronized void onLeader() {
        told.clear();
        arrivals.clear();
    }

    /** The link to a node is lost: it may be another process when it tells again. */
    synchronized void onLinkDown(String node) {
        told.remove(node);
        arrivals.remove(node);
        lost.add(node);
    }

    /** There is a link to a node, for the first time or again. */
    synchronized void onLinkUp(String node) {
        lost.remove(node);
    }

    /** A node says how far it has executed. */
    synchronized void onExecuted(String node, PeerProgress said) {
        told.put(node, said);
        arrivals.computeIfAbsent(node, first -> ++lastArrival);
    }

    /** Up to here this node has released, inclusive; told at each tick. */
    synchronized void onTick(long releasedIndex) {
        releasedIndices[nextTick] = releasedIndex;
        nextTick = (nextTick + 1) % TICKS_BEHIND_MAX;
    }

    /** Why this node would not be elected; null if nothing is known that is against it. */
    synchronized @Nullable String whyNot(String node) {
        if (lost.contains(node)) {
            return "there is no link to it";
        }
        PeerProgress said = told.get(node);
        if (said == null) {
            return null;
        }
        return isBehind(said) ? "it has not executed what was released some time ago" : whyNever(said);
    }

    private static @Nullable String whyNever(PeerProgress said) {
        return said.isRecovering() ? "it may have forgotten what it held, and has not got it back yet" : null;
    }

    private boolean isBehind(PeerProgress said) {
        // One that has no fit instance has executed nothing.
        return said.entry().index() < releasedIndices[nextTick];
    }

    /** Those of {@code nodes} that may be elected, those that have come furthest first; else in the order given. */
    synchronized List<String> inOrder(List<String> nodes) {
        return nodes.stream()
                .filter(node -> !lost.contains(node))
                .filter(node -> !told.containsKey(node) || whyNever(told.get(node)) == null)
                .sorted(Comparator.comparingLong(this::executedIndex).reversed())
                .toList();
    }

    /** How many have begun to tell, all in all: if that has changed, somebody may not have heard what was said before. */
    synchronized long arrivals() {
        return lastArrival;
    }

    /** Who is to stand first when this node has ended: of those that would be elected the one that has been here longest. */
    synchronized Optional<String> heir() {
        return arrivals.keySet().stream()
                .filter(node -> whyNot(node) == null)
                .min(Comparator.comparingLong(arrivals::get));
    }

    private long executedIndex(String node) {
        PeerProgress said = told.get(node);
        return said == null ? EntryId.NONE.index() : said.entry().index();
    }
}
