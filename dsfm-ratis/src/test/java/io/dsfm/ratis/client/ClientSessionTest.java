package io.dsfm.ratis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.client.ClientSession.Verdict;
import io.dsfm.ratis.proto.Outcome;
import io.dsfm.ratis.proto.OutcomeKind;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.RefusalReason;
import io.dsfm.ratis.proto.SessionOpened;
import io.dsfm.ratis.proto.Settlement;
import io.dsfm.ratis.proto.Submit;
import io.dsfm.ratis.proto.SubmitBatch;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientSessionTest {

    private static final long CLIENT = 5;
    private static final long CORRELATION = 77;

    private final SubmitQueue queue = new SubmitQueue(4);
    private final ClientSession session = new ClientSession(CLIENT, CORRELATION, 4, queue);

    @Test
    void sendsNothingBeforeTheSessionIsOpen() {
        submit(100);

        assertThat(session.nextBatch()).isNull();
        assertThat(session.hasWork()).isTrue();
    }

    @Test
    void ignoresTheOpeningOfAnotherProcess() {
        assertThat(session.onOpened(opened(1).toBuilder().setCorrelationId(78).build()))
                .isFalse();
        assertThat(session.opened()).isNull();
    }

    @Test
    void holdsBackWhatExceedsTheWindowThatWasGranted() {
        submit(100);
        submit(100);
        submit(100);

        session.onOpened(opened(1).toBuilder().setWindow(2).build());

        assertThat(numbers()).containsExactly(1L, 2L);
        session.onOutcome(outcome(1, OutcomeKind.EXECUTED));
        assertThat(numbers()).containsExactly(3L);
        assertThat(queue.tryReserve()).isFalse();
    }

    @Test
    void failsARequestAsRefusedWhenItWasNeverSent() {
        Request request = submit(100);

        session.expire(100, "leader=none");

        assertThatThrownBy(request::join)
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("leader=none, requestNumber=none, executed=no");
        session.onOpened(opened(1));
        assertThat(session.nextBatch()).isNull();
    }

    @Test
    void failsARequestAsIndeterminateWhenItWasSentAndSkipsItsNumber() {
        session.onOpened(opened(1));
        Request request = submit(100);
        numbers();

        session.expire(100, "leader=n1");

        assertThatThrownBy(request::join).hasCauseInstanceOf(IndeterminateException.class);
        session.restart();
        SubmitBatch batch = session.nextBatch();
        assertThat(batch.getRequestsList()).singleElement().satisfies(submit -> {
            assertThat(submit.getRequestNumber()).isEqualTo(1);
            assertThat(submit.getSkip()).isTrue();
        });
        session.onOutcome(outcome(1, OutcomeKind.EXECUTED));
        assertThat(session.hasWork()).isFalse();
    }

    @Test
    void isDoneWithASkippedNumberWhenItsProvisionalOutcomeIsConfirmed() {
        session.onOpened(opened(1));
        submit(100);
        numbers();
        session.expire(100, "leader=n1");
        session.restart();
        assertThat(numbers()).containsExactly(1L);

        session.onOutcome(
                outcome(1, OutcomeKind.SKIPPED).toBuilder().setProvisional(true).build());
        assertThat(session.hasWork()).isTrue();
        session.onOutcome(Outcome.newBuilder()
                .setClientId(CLIENT)
                .setRequestNumber(1)
                .setSettlement(Settlement.CONFIRMED)
                .build());

        assertThat(session.hasWork()).isFalse();
        assertThat(session.nextBatch()).isNull();
    }

    @Test
    void skipsANumberAgainWhenItsProvisionalOutcomeIsRevoked() {
        session.onOpened(opened(1));
        submit(100);
        numbers();
        session.expire(100, "leader=n1");
        session.restart();
        numbers();

        session.onOutcome(Outcome.newBuilder()
                .setClientId(CLIENT)
                .setRequestNumber(1)
                .setSettlement(Settlement.REVOKED)
                .build());

        assertThat(numbers()).containsExactly(1L);
    }

    @Test
    void aProvisionalResultThatNobodyCanTellOfMayHold() {
        session.onOpened(opened(1));
        Request request = submit(100);
        numbers();

        session.onOutcome(Outcome.newBuilder()
                .setClientId(CLIENT)
                .setRequestNumber(1)
                .setSettlement(Settlement.ABANDONED)
                .build());
        session.expire(100, "no leader");

        assertThatThrownBy(request::join).hasCauseInstanceOf(IndeterminateException.class);
    }

    @Test
    void aProvisionalResultThatWasRevokedIsKnownNotToHold() {
        session.onOpened(opened(1));
        Request request = submit(100);
        numbers();

        session.onOutcome(Outcome.newBuilder()
                .setClientId(CLIENT)
                .setRequestNumber(1)
                .setSettlement(Settlement.REVOKED)
                .build());
        session.expire(100, "no leader");

        assertThatThrownBy(request::join).hasCauseInstanceOf(RefusedException.class);
    }

    @Test
    void failsARequestAsRefusedWhenEachSendingWasRefused() {
        session.onOpened(opened(1));
        Request request = submit(100);
        numbers();
        assertThat(session.onRefused(refusal(1, RefusalReason.BUSY))).isEqualTo(Verdict.WAIT);

        session.expire(100, "leader=n1");

        assertThatThrownBy(request::join).hasCauseInstanceOf(RefusedException.class);
    }

    @Test
    void skipsTheNumberOfAnInputThatIsNeverAccepted() {
        session.onOpened(opened(1));
        Request request = submit(100);
        submit(100);
        numbers();

        session.onRefused(refusal(1, RefusalReason.TOO_LARGE));
        session.onRefused(refusal(2, RefusalReason.PREDECESSOR_REFUSED));

        assertThatThrownBy(request::join)
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("TOO_LARGE");
        assertThat(session.nextBatch().getRequestsList())
                .extracting(Submit::getSkip)
                .containsExactly(true, false);
    }

    @Test
    void refusesAnInputThatIsTooLongWithoutGivingItANumber() {
        session.onMaxInput(2);
        session.onOpened(opened(1));
        queue.tryReserve();
        Request request = new Request(new byte[3], Release.GROUP, 100);

        session.add(request);

        assertThatThrownBy(request::join)
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("sizeBytes=3, accepted: up to 2");
        assertThat(session.hasWork()).isFalse();
    }

    @Test
    void looksForTheLeaderWhenTheNodeIsNot() {
        session.onOpened(opened(1));
        submit(100);
        numbers();

        assertThat(session.onRefused(refusal(1, RefusalReason.NOT_LEADER))).isEqualTo(Verdict.FIND_LEADER);
        assertThat(session.onRefused(refusal(1, RefusalReason.NOT_LEADER))).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void failsEverythingWhenAnotherProcessTookTheSessionOver() {
        session.onOpened(opened(1));
        Request sent = submit(100);
        numbers();
        Request waiting = submit(100);

        session.onOutcome(outcome(1, OutcomeKind.SESSION_SUPERSEDED));

        assertThatThrownBy(sent::join)
                .hasCauseInstanceOf(SessionLostException.class)
                .hasMessageContaining("executed=unknown");
        assertThatThrownBy(waiting::join)
                .hasCauseInstanceOf(SessionLostException.class)
                .hasMessageContaining("executed=no");
        assertThat(queue.ended()).isInstanceOf(SessionLostException.class);
    }

    @Test
    void keepsTheNewerSessionWhenItsOwnOpeningWasExecutedTwice() {
        session.onOpened(opened(1));
        Request request = submit(100);
        numbers();

        assertThat(session.onOpened(opened(2))).isTrue();
        session.onOutcome(outcome(1, OutcomeKind.SESSION_SUPERSEDED));

        assertThat(session.lost()).isNull();
        assertThat(session.nextBatch().getRequests(0).getSessionId()).isEqualTo(2);
        session.onOutcome(outcome(1, OutcomeKind.EXECUTED));
        assertThat(request.join().requestNumber()).isEqualTo(1);
        assertThat(session.onOpened(opened(1))).isFalse();
    }

    @Test
    void givesUpWhenEvenSkippingIsNotAccepted() {
        session.onOpened(opened(1));
        submit(100);
        numbers();
        session.onRefused(refusal(1, RefusalReason.INVALID));
        numbers();

        session.onRefused(refusal(1, RefusalReason.INVALID));

        assertThat(session.lost()).contains("number cannot be skipped");
    }

    private Request submit(long deadlineNanos) {
        queue.tryReserve();
        Request request = new Request(new byte[1], Release.GROUP, deadlineNanos);
        session.add(request);
        return request;
    }

    private List<Long> numbers() {
        SubmitBatch batch = session.nextBatch();
        return batch == null
                ? List.of()
                : batch.getRequestsList().stream().map(Submit::getRequestNumber).toList();
    }

    private static SessionOpened opened(long sessionId) {
        return SessionOpened.newBuilder()
                .setCorrelationId(CORRELATION)
                .setClientId(CLIENT)
                .setSessionId(sessionId)
                .setWindow(100)
                .build();
    }

    private static Outcome outcome(long number, OutcomeKind kind) {
        return Outcome.newBuilder()
                .setClientId(CLIENT)
                .setSessionId(1)
                .setRequestNumber(number)
                .setKind(kind)
                .build();
    }

    private static Refusal refusal(long number, RefusalReason reason) {
        return Refusal.newBuilder()
                .setClientId(CLIENT)
                .setRequestNumber(number)
                .setReason(reason)
                .build();
    }
}
