package io.dsfm.ratis.node;

import com.google.protobuf.UnsafeByteOperations;
import io.dsfm.ratis.core.Answer;
import io.dsfm.ratis.core.OutputReader;
import io.dsfm.ratis.proto.EventMessage;
import io.dsfm.ratis.proto.Outcome;
import io.dsfm.ratis.proto.OutcomeKind;
import io.dsfm.ratis.proto.Settlement;
import org.jspecify.annotations.Nullable;

/** Encodes released outcomes for clients. */
final class OutcomePublisher {

    private OutcomePublisher() {}

    /** The outcome of a client's request, as it is told. */
    static Outcome encode(io.dsfm.ratis.core.Outcome outcome, boolean isProvisional) {
        Outcome.Builder builder = header(outcome).setProvisional(isProvisional);
        Answer answer = outcome.answer();
        if (answer != null) {
            builder.setIndex(answer.index()).setSequence(answer.sequence()).setTimestampNanos(answer.timestampNanos());
        }
        if (outcome.kind() == io.dsfm.ratis.core.OutcomeKind.OUT_OF_ORDER) {
            builder.setExpectedRequestNumber(outcome.detail());
        }
        addOutput(builder, answer);
        return builder.build();
    }

    /** What became of a provisional outcome, as it is told. */
    static Outcome settlement(io.dsfm.ratis.core.Outcome outcome, Settlement settlement) {
        Outcome.Builder builder = header(outcome).setSettlement(settlement);
        Answer answer = outcome.answer();
        if (answer != null) {
            builder.setIndex(answer.index()).setSequence(answer.sequence());
        }
        return builder.build();
    }

    private static Outcome.Builder header(io.dsfm.ratis.core.Outcome outcome) {
        return Outcome.newBuilder()
                .setClientId(outcome.clientId())
                .setSessionId(outcome.sessionId())
                .setRequestNumber(outcome.number())
                .setKind(kind(outcome.kind()));
    }

    private static void addOutput(Outcome.Builder builder, @Nullable Answer answer) {
        if (answer == null || answer.isSkipped()) {
            return;
        }
        OutputReader output = new OutputReader(answer.output());
        builder.setReply(UnsafeByteOperations.unsafeWrap(output.reply()));
        for (int i = 0; i < output.eventCount(); i++) {
            output.nextEvent((type, payload) -> builder.addEvents(
                    EventMessage.newBuilder().setType(type).setPayload(UnsafeByteOperations.unsafeWrap(payload))));
        }
    }

    private static OutcomeKind kind(io.dsfm.ratis.core.OutcomeKind kind) {
        return switch (kind) {
            case EXECUTED, REPEATED -> OutcomeKind.EXECUTED;
            case SKIPPED -> OutcomeKind.SKIPPED;
            case ANSWER_FORGOTTEN -> OutcomeKind.ANSWER_FORGOTTEN;
            case OUT_OF_ORDER -> OutcomeKind.OUT_OF_ORDER;
            case SESSION_EXPIRED -> OutcomeKind.SESSION_EXPIRED;
            case SESSION_SUPERSEDED -> OutcomeKind.SESSION_SUPERSEDED;
            case NUMBER_REUSED -> OutcomeKind.NUMBER_REUSED;
            case TIMER_FIRED, SESSION_OPENED, SESSIONS_FULL ->
                throw new IllegalArgumentException("not the outcome of a request: kind=" + kind);
        };
    }
}
