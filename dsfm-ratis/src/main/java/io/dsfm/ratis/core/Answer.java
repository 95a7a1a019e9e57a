package io.dsfm.ratis.core;

import io.dsfm.statemachine.Digest64;

/**
 * What a request was answered when it was executed, kept so that a resent request gets it again.
 *
 * @param requestNumber the client's number of the request; a timer's id for a timer
 * @param index the index of the entry with which it was executed
 * @param sequence the number of its execution, or 0 if it was skipped
 * @param timestampNanos the time of its execution
 * @param inputDigest the digest of its input, to recognise a number used for another one
 * @param outputDigest the digest of its output, or 0 if it was skipped
 * @param output what the state machine gave, as {@link Output} encodes it; empty if it was skipped
 */
public record Answer(
        long requestNumber,
        long index,
        long sequence,
        long timestampNanos,
        long inputDigest,
        long outputDigest,
        byte[] output) {

    /** Whether the request was given up instead of executed. */
    public boolean isSkipped() {
        return sequence == 0;
    }

    /** The digest of all of it. */
    long digest() {
        long digest = Digest64.append(Digest64.mix(requestNumber), index);
        digest = Digest64.append(Digest64.append(digest, sequence), timestampNanos);
        return Digest64.append(Digest64.append(digest, inputDigest), outputDigest);
    }

    /** Whether two instances would give the client the same, as far as digests tell. */
    boolean agreesWith(Answer other) {
        return requestNumber == other.requestNumber
                && index == other.index
                && sequence == other.sequence
                && timestampNanos == other.timestampNanos
                && outputDigest == other.outputDigest;
    }
}
