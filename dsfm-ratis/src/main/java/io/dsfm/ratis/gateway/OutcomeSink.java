package io.dsfm.ratis.gateway;

import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.Outcome;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.SessionOpened;

/**
 * Where the node puts what leaves for one connection.
 *
 * <p>Threading: {@link #onOutcome}, {@link #onSessionOpened} and {@link #flush} are called by the node's release thread
 * alone; the others by any thread. No method blocks: what cannot be sent is queued up to a bound, past which the
 * connection is closed.
 */
public interface OutcomeSink {

    /** An outcome is released; it need not be sent before {@link #flush}. */
    void onOutcome(Outcome outcome);

    /** A session that was asked for on this connection is open. */
    void onSessionOpened(SessionOpened opened);

    /** Sends what was released since the last call. */
    void flush();

    /** A request that had been taken did not enter the log. */
    void onRefused(Refusal refusal);

    /** This node no longer leads, or knows a new leader: requests without outcome may be in the log or not. */
    void onLeaderChanged(Leader leader);
}
