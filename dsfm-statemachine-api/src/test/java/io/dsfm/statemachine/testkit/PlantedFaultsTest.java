package io.dsfm.statemachine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault is caught, named, and shown by the smallest stream that has it. */
final class PlantedFaultsTest {

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(Check.HASH_ORDER, new Planted.HashOrder()),
                Arguments.of(Check.CLOCK, new Planted.Clock()),
                Arguments.of(Check.RANDOM, new Planted.Dice()),
                Arguments.of(Check.THREAD, new Planted.Threads()),
                Arguments.of(Check.FILE, new Planted.Files()),
                Arguments.of(Check.TIMERS, new Planted.LostTimer()),
                Arguments.of(Check.SNAPSHOT, new Planted.Snapshot()),
                Arguments.of(Check.REVERT, new Planted.Revert()),
                Arguments.of(Check.LOCALE, new Planted.Language()),
                Arguments.of(Check.TIME_ZONE, new Planted.Zone()),
                Arguments.of(Check.CHARSET, new Planted.Encoding()),
                Arguments.of(Check.MALFORMED_INPUT, new Planted.Throws()),
                Arguments.of(Check.REPLY, new Planted.OtherReply()),
                Arguments.of(Check.EVENTS, new Planted.OtherEvents()),
                Arguments.of(Check.REJECTION, new Planted.Rejection()));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isCaughtAndNamed(Check check, StateMachineProvider wrong) {
        TestKitFailure failure = fails(check == Check.REJECTION ? kit(wrong, wrong) : kit(new Planted.Right(), wrong));

        assertThat(failure.check()).as(failure.getMessage()).isEqualTo(check);
        assertThat(failure.variant()).as(failure.getMessage()).startsWith("wrong");
        assertThat(failure).hasMessageContaining("application: lease").hasMessageContaining("variant: wrong");
        if (failure.recording().size() > 0) {
            assertThat(failure.recording().size()).as(failure.getMessage()).isLessThan(60);
            assertThat(failure).hasMessageContaining("repeat it by:").hasMessageContaining(".replay(Recording.of(");
        }
    }

    @Test
    void aFieldThatTheDigestForgetsIsMissedInAllVariantsAlike() {
        TestKitFailure failure = fails(StateMachineTestKit.of(new Planted.Digest())
                .inputs(Provided::inputs)
                .queries(() -> random -> new byte[] {1})
                .count(20_000));

        assertThat(failure.check()).as(failure.getMessage()).isEqualTo(Check.DIGEST);
    }

    @Test
    void theSmallestStreamFailsAgain() {
        TestKitFailure failure = fails(kit(new Planted.Right(), new Planted.OtherReply()));

        TestKitFailure again = fails(StateMachineTestKit.of(new Planted.Right(), new Planted.OtherReply())
                .replay(failure.recording()));

        assertThat(again.check()).isEqualTo(Check.REPLY);
        assertThat(again.sequence()).isBetween(1L, failure.sequence());
        assertThat(failure.recording().size()).isLessThan(16);
        assertThat(failure)
                .hasMessageContaining("input: 0")
                .hasMessageContaining("seed(1).count(4000)")
                .hasMessageContaining("sequence " + failure.sequence());
    }

    @Test
    void oneSeedGivesOneFailure() {
        String one = fails(kit(new Planted.Right(), new Planted.LostTimer())).getMessage();
        String other = fails(kit(new Planted.Right(), new Planted.LostTimer())).getMessage();

        assertThat(other).isEqualTo(one);
    }

    private static StateMachineTestKit kit(StateMachineProvider... providers) {
        StateMachineProvider[] tested = providers[0].variant().equals(providers[1].variant())
                ? new StateMachineProvider[] {providers[0]}
                : providers;
        return StateMachineTestKit.of(tested)
                .inputs(Provided::inputs)
                .queries(() -> random -> new byte[] {1})
                .rejections(reply -> reply[0] != Lease.OK)
                .count(4_000);
    }

    private static TestKitFailure fails(StateMachineTestKit kit) {
        TestKitFailure failure = catchThrowableOfType(TestKitFailure.class, kit::run);
        assertThat(failure).isNotNull();
        return failure;
    }
}
