package io.dsfm.ratis.node;

import io.dsfm.statemachine.Digest64;
import java.util.TreeMap;

/**
 * Tells whether the results that come for the stream are one history, and that which the leader has released. An instance
 * that is wrong is found out when others disagree, or when the leader's word comes with the log, which may be after its
 * results were shown here: then everything shown is in doubt, and nothing more of it may be.
 *
 * <p>Threading: one thread.
 */
final class StreamCheck {

    private static final int WORDS_MAX = 64;

    /** Of the result that came last, if {@code hasLast}. */
    private long sequence;

    private long chainDigest;
    private boolean hasLast;
    /** What the leader released, where this node's instances gave something else and it is not known what left here. */
    private final TreeMap<Long, Long> leadersWord = new TreeMap<>();
    /** What comes goes on from a wrong result. */
    private boolean isWrong;

    /** What is to be thought of a result. */
    enum Verdict {
        /** It goes on from the one before. */
        GOES_ON,
        /** It is right, and does not go on from the one before, which was not. */
        STARTS_ANEW,
        /** It is not what the leader released, nor is what comes after it. */
        WRONG
    }

    /** The state was restored: results behind {@code restored} follow. */
    void restart(long restored, long chainDigestThere) {
        sequence = restored;
        chainDigest = chainDigestThere;
        hasLast = true;
        isWrong = false;
        leadersWord.clear();
    }

    /**
     * A result comes.
     *
     * @param outputDigest of its output alone
     * @param chain of all outputs up to it, as the instance that made it has it
     */
    Verdict onResult(long resultSequence, long outputDigest, long chain) {
        boolean isAnew =
                hasLast && resultSequence == sequence + 1 && chain != Digest64.append(chainDigest, outputDigest);
        isWrong = isWrong && !isAnew;
        sequence = resultSequence;
        chainDigest = chain;
        hasLast = true;
        leadersWord.headMap(resultSequence).clear();
        Long word = leadersWord.remove(resultSequence);
        isWrong |= word != null && word != chain;
        return isWrong ? Verdict.WRONG : isAnew ? Verdict.STARTS_ANEW : Verdict.GOES_ON;
    }

    /** An instance has given something else than the leader released, at a sequence that has not come yet. */
    void onLeadersWord(long at, long leadersChain) {
        if (at > sequence) {
            leadersWord.put(at, leadersChain);
            if (leadersWord.size() > WORDS_MAX) {
                leadersWord.pollLastEntry();
            }
        }
    }

    /** What has come up to now is not what the leader released. */
    void onWrong() {
        isWrong = true;
    }

    /** Of the result that came last, inclusive; 0 for none. */
    long sequence() {
        return sequence;
    }
}
