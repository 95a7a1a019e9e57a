package io.dsfm.ratis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.RefusalReason;
import io.dsfm.ratis.proto.Submit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubmitGateTest {

    private static final Refusal BUSY =
            Refusal.newBuilder().setReason(RefusalReason.BUSY).build();

    private final SubmitGate gate = new SubmitGate(10);

    @BeforeEach
    void meetClients() {
        gate.tryAdd(1);
        gate.tryAdd(2);
    }

    @Test
    void refusesWhatFollowsARefusedNumberUntilThatComesAgain() {
        List<Refusal> answers = new ArrayList<>();
        gate.refuse(List.of(submit(1, 5), submit(1, 6)), BUSY, answers::add);
        assertThat(answers)
                .extracting(Refusal::getReason)
                .containsExactly(RefusalReason.BUSY, RefusalReason.PREDECESSOR_REFUSED);

        assertThat(reason(submit(1, 7))).isEqualTo(RefusalReason.PREDECESSOR_REFUSED);
        assertThat(gate.check(submit(1, 5))).isNull();
        assertThat(gate.check(submit(1, 6))).isNull();
    }

    @Test
    void tellsEachClientTheReasonForItsFirstRefusedRequest() {
        List<Refusal> answers = new ArrayList<>();

        gate.refuse(List.of(submit(1, 5), submit(2, 9), submit(1, 6), submit(2, 10)), BUSY, answers::add);

        assertThat(answers)
                .extracting(Refusal::getReason)
                .containsExactly(
                        RefusalReason.BUSY,
                        RefusalReason.BUSY,
                        RefusalReason.PREDECESSOR_REFUSED,
                        RefusalReason.PREDECESSOR_REFUSED);
        assertThat(answers).extracting(Refusal::getRequestNumber).containsExactly(5L, 9L, 6L, 10L);
    }

    @Test
    void refusesWhatFollowsARequestThatWasRefusedLater() {
        gate.onRefused(1, 5);

        assertThat(reason(submit(1, 6))).isEqualTo(RefusalReason.PREDECESSOR_REFUSED);
        assertThat(gate.check(submit(2, 6))).isNull();
        assertThat(gate.check(submit(1, 4))).isNull();
    }

    @Test
    void goesOnWhenTheRefusedNumberWasAnsweredAllTheSame() {
        gate.onRefused(1, 5);

        assertThat(gate.check(submit(1, 6).toBuilder().setAcknowledgedThrough(5).build()))
                .isNull();
    }

    @Test
    void refusesAnInputThatIsTooLongAndWhatFollowsIt() {
        Submit tooLong = submit(1, 5).toBuilder()
                .setInput(ByteString.copyFrom(new byte[11]))
                .build();

        assertThat(gate.check(tooLong).getDetail()).isEqualTo("input too long: sizeBytes=11, accepted: up to 10");
        assertThat(reason(submit(1, 6))).isEqualTo(RefusalReason.PREDECESSOR_REFUSED);
        assertThat(gate.check(submit(1, 5).toBuilder().setSkip(true).build())).isNull();
        assertThat(gate.check(submit(1, 6))).isNull();
    }

    @Test
    void refusesWhatIsAgainstTheProtocol() {
        assertThat(reason(submit(1, 0))).isEqualTo(RefusalReason.INVALID);
        assertThat(reason(submit(1, -1))).isEqualTo(RefusalReason.INVALID);
        assertThat(reason(submit(2, 5).toBuilder().setSessionId(0).build())).isEqualTo(RefusalReason.INVALID);
        assertThat(reason(submit(2, 5).toBuilder().setAcknowledgedThrough(5).build()))
                .isEqualTo(RefusalReason.INVALID);
    }

    @Test
    void knowsABoundedNumberOfClients() {
        for (long client = 3; client <= SubmitGate.CLIENTS; client++) {
            assertThat(gate.tryAdd(client)).isTrue();
        }

        assertThat(gate.tryAdd(100_000)).isFalse();
        assertThat(gate.tryAdd(7)).isTrue();
    }

    private RefusalReason reason(Submit request) {
        Refusal refusal = gate.check(request);
        assertThat(refusal).isNotNull();
        return refusal.getReason();
    }

    private static Submit submit(long clientId, long number) {
        return Submit.newBuilder()
                .setClientId(clientId)
                .setSessionId(1)
                .setRequestNumber(number)
                .build();
    }
}
