package io.dsfm.ratis.node;

import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.core.OutcomeKind;
import io.dsfm.ratis.core.ReleaseEffects;
import io.dsfm.ratis.core.Settings;
import io.dsfm.ratis.gateway.OutcomeSink;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.RefusalReason;
import io.dsfm.ratis.proto.SessionOpened;
import io.dsfm.ratis.proto.Settlement;
import io.dsfm.statemachine.Digest64;
import java.util.LinkedHashSet;
import java.util.Set;
import org.agrona.collections.Long2ObjectHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what leaves to the clients who wait for it, and what becomes of provisional results; what is committed goes to the
 * stream of results.
 *
 * <p>Threading: the release thread.
 */
final class Publication implements ReleaseEffects {

    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final Long2ObjectHashMap<OutcomeSink> sinks = new Long2ObjectHashMap<>();
    private final Set<OutcomeSink> unflushed = new LinkedHashSet<>();
    private final StreamAgent stream;
    private Settings settings = Settings.INITIAL;
    private long finalSequence;
    private long finalChainDigest = Digest64.EMPTY;
    private long provisional;
    private long revoked;

    /** What is committed goes to {@code stream} too. */
    Publication(StreamAgent stream) {
        this.stream = stream;
    }

    @Override
    public void release(Outcome outcome, boolean isProvisional) {
        if (isProvisional) {
            provisional++;
        } else {
            onFinal(outcome);
        }
        OutcomeSink sink = sinks.get(outcome.clientId());
        if (sink == null || outcome.kind() == OutcomeKind.TIMER_FIRED) {
            return;
        }
        switch (outcome.kind()) {
            case SESSION_OPENED ->
                sink.onSessionOpened(SessionOpened.newBuilder()
                        .setCorrelationId(outcome.correlationId())
                        .setClientId(outcome.clientId())
                        .setSessionId(outcome.sessionId())
                        .setLastRequestNumber(outcome.number())
                        .setWindow(settings.answersKept())
                        .setTimeoutNanos(settings.sessionTimeoutNanos())
                        .build());
            case SESSIONS_FULL ->
                sink.onRefused(Refusal.newBuilder()
                        .setReason(RefusalReason.TOO_MANY_SESSIONS)
                        .setClientId(outcome.clientId())
                        .setCorrelationId(outcome.correlationId())
                        .setDetail("as many sessions as there may be: sessions=" + outcome.detail())
                        .build());
            default -> sink.onOutcome(OutcomePublisher.encode(outcome, isProvisional));
        }
        unflushed.add(sink);
    }

    private void onFinal(Outcome outcome) {
        if (outcome.isNewResult() && outcome.answer() != null) {
            finalSequence = outcome.answer().sequence();
            finalChainDigest = outcome.chainDigest();
        }
    }

    @Override
    public void confirm(Outcome outcome) {
        onFinal(outcome);
        settle(outcome, Settlement.CONFIRMED);
    }

    @Override
    public void revoke(Outcome outcome, boolean wasProvisional) {
        revoked++;
        if (!wasProvisional) {
            LOG.error(
                    "A RESULT THAT HAD LEFT AS COVERED IS LOST: a majority of the nodes has lost its memory at once:"
                            + " index={}, clientId={}, requestNumber={}",
                    outcome.logIndex(),
                    outcome.clientId(),
                    outcome.number());
        }
        settle(outcome, Settlement.REVOKED);
    }

    @Override
    public void abandon(Outcome outcome) {
        settle(outcome, Settlement.ABANDONED);
    }

    @Override
    public void committed(Outcome outcome) {
        stream.onCommitted(outcome);
    }

    private void settle(Outcome outcome, Settlement settlement) {
        OutcomeSink sink = sinks.get(outcome.clientId());
        if (sink != null && outcome.kind() != OutcomeKind.TIMER_FIRED) {
            sink.onOutcome(OutcomePublisher.settlement(outcome, settlement));
            unflushed.add(sink);
        }
    }

    void flush() {
        unflushed.forEach(OutcomeSink::flush);
        unflushed.clear();
        stream.flush();
    }

    /** What had left up to here is not for this node to tell. */
    void restart(long sequence, long chainDigest) {
        finalSequence = sequence;
        finalChainDigest = chainDigest;
        stream.onRestored(sequence, chainDigest);
    }

    /** What clients are told of windows and timeouts from now on. */
    void settings(Settings newSettings) {
        settings = newSettings;
    }

    void attach(long clientId, OutcomeSink sink) {
        sinks.put(clientId, sink);
    }

    /** Another connection may have taken over some of these clients: those stay with it. */
    void detach(long[] clientIds, OutcomeSink sink) {
        for (long clientId : clientIds) {
            if (sinks.get(clientId) == sink) {
                sinks.remove(clientId);
            }
        }
    }

    void announce(Leader leader) {
        new LinkedHashSet<>(sinks.values()).forEach(sink -> sink.onLeaderChanged(leader));
    }

    /** The sequence of the last result that left for good, or was confirmed; inclusive. */
    long finalSequence() {
        return finalSequence;
    }

    /** The digest of all outputs up to it. */
    long finalChainDigest() {
        return finalChainDigest;
    }

    /** How many results have left that could still be revoked. */
    long provisional() {
        return provisional;
    }

    /** How many of them were. */
    long revoked() {
        return revoked;
    }
}
