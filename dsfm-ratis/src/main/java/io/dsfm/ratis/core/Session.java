package io.dsfm.ratis.core;

import io.dsfm.statemachine.Digest64;
import org.jspecify.annotations.Nullable;

/** What is known of one client. Only {@link SessionTable} changes it. */
final class Session {

    final long clientId;
    /** Of the process that opened it last. */
    long sessionId;
    /** What that process called its request to open it, so that the same request repeated opens nothing new. */
    long openedBy;
    /** The highest request number used up, by execution or by being skipped; inclusive; 0 for none. */
    long lastNumber;
    /** The log's time when the client was last heard. */
    long lastHeardNanos;
    /** Those to the newest numbers, up to {@code lastNumber}. */
    final AnswerRing answers;

    /** What the table's sum has of this session; out of date while {@code isChanged}. */
    long summedDigest;
    /** Whether it has changed since it went into the table's sum. */
    boolean isChanged;

    /** Neighbours in the order in which clients were last heard. */
    @Nullable
    Session earlier;

    @Nullable
    Session later;

    Session(long clientId, UndoLog undo) {
        this.clientId = clientId;
        answers = new AnswerRing(undo);
    }

    long digest() {
        long digest = Digest64.append(Digest64.append(Digest64.mix(clientId), sessionId), openedBy);
        digest = Digest64.append(Digest64.append(digest, lastNumber), lastHeardNanos);
        return Digest64.append(digest, answers.digest());
    }
}
