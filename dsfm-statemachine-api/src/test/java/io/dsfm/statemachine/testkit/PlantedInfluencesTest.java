package io.dsfm.statemachine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each influence from outside is caught and named: in the code, or by what other executions show. */
final class PlantedInfluencesTest {

    private static final String NOTHING_ALLOWED = "io.dsfm.no.such.package";

    static Stream<Arguments> seenInTheCode() {
        return Stream.of(
                Arguments.of(new PlantedInfluence.Clock(), Check.CLOCK, "java.lang.System.currentTimeMillis"),
                Arguments.of(new PlantedInfluence.Stopwatch(), Check.CLOCK, "java.lang.System.nanoTime"),
                Arguments.of(new PlantedSources.HandedClock(), Check.CLOCK, "java.time.Clock.systemUTC"),
                Arguments.of(new PlantedSources.HandedLambda(), Check.CLOCK, "java.lang.System.nanoTime"),
                Arguments.of(new PlantedSources.KeptClock(), Check.CLOCK, "java.time.Clock.systemUTC"),
                Arguments.of(
                        new PlantedSources.Processors(), Check.ENVIRONMENT, "java.lang.Runtime.availableProcessors"),
                Arguments.of(new PlantedSources.Property(), Check.ENVIRONMENT, "java.lang.System.getProperty"),
                Arguments.of(new PlantedInfluence.Dice(), Check.RANDOM, "java.util.Random.<init>"),
                Arguments.of(new PlantedInfluence.Threads(), Check.THREAD, "java.lang.Thread.<init>"),
                Arguments.of(new PlantedInfluence.Files(), Check.FILE, "java.nio.file.Files.createTempFile"),
                Arguments.of(new PlantedInfluence.Network(), Check.NETWORK, "java.net.InetAddress.getLoopbackAddress"),
                Arguments.of(
                        new PlantedInfluence.IdentityHashByName(),
                        Check.HASH_ORDER,
                        "java.lang.System.identityHashCode"));
    }

    @ParameterizedTest
    @MethodSource("seenInTheCode")
    void isSeenInTheCodeBeforeAnythingIsExecuted(StateMachineProvider wrong, Check check, String used) {
        TestKitFailure failure = fails(kit(wrong, NOTHING_ALLOWED));

        assertThat(failure.check()).as(failure.getMessage()).isEqualTo(check);
        assertThat(failure.variant()).isEqualTo("wrong");
        assertThat(failure.recording().size()).isZero();
        assertThat(failure)
                .hasMessageContaining(
                        "'wrong' uses " + used + " in " + wrong.getClass().getName())
                .hasMessageContaining(
                        " uses " + used + (used.matches(".*(Random|systemUTC).*") ? "\n" : ", called by way of "))
                .hasMessageContaining("repeat it by: StateMachineTestKit.of(new ");
    }

    static Stream<Arguments> seenInWhatIsShown() {
        return Stream.of(
                Arguments.of(new PlantedInfluence.HashOrder(), Check.HASH_ORDER, NOTHING_ALLOWED),
                Arguments.of(new PlantedInfluence.ProcessOrder(), Check.HASH_ORDER, NOTHING_ALLOWED),
                Arguments.of(new PlantedInfluence.IdentityHash(), Check.HASH_ORDER, NOTHING_ALLOWED),
                Arguments.of(new PlantedInfluence.Language(), Check.LOCALE, NOTHING_ALLOWED),
                Arguments.of(new PlantedInfluence.Zone(), Check.TIME_ZONE, NOTHING_ALLOWED),
                Arguments.of(new PlantedInfluence.Encoding(), Check.CHARSET, NOTHING_ALLOWED),
                Arguments.of(new PlantedInfluence.Clock(), Check.REPEATABILITY, "java.lang.System"),
                Arguments.of(new PlantedInfluence.Stopwatch(), Check.REPEATABILITY, "java.lang.System"),
                Arguments.of(new PlantedInfluence.Dice(), Check.REPEATABILITY, "java.util.Random"));
    }

    /** With what is found in the code allowed, as if it were hidden in reflection or a library. */
    @ParameterizedTest
    @MethodSource("seenInWhatIsShown")
    void isSeenInOtherExecutions(StateMachineProvider wrong, Check check, String allowed) {
        TestKitFailure failure = fails(kit(wrong, allowed));

        assertThat(failure.check()).as(failure.getMessage()).isEqualTo(check);
        assertThat(failure.variant()).isEqualTo("wrong");
        // A stream fails only by chance where the influence is the time or real random numbers: it may not shrink as
        // far.
        int most = check == Check.REPEATABILITY ? 60 : 12;
        assertThat(failure.recording().size()).as(failure.getMessage()).isBetween(1, most);
        assertThat(failure)
                .hasMessageContaining("  once:  ")
                .hasMessageContaining("  again: ")
                .hasMessageContaining("whole run: ")
                .hasMessageContaining(".seed(1).count(4000)")
                .hasMessageContaining("repeat it by: ")
                .hasMessageContaining(".replay(Recording.of(");
    }

    static Stream<Arguments> watched() {
        return Stream.of(
                Arguments.of(new PlantedInfluence.Threads(), Check.THREAD, "java.lang.Thread", "jdk.ThreadStart"),
                Arguments.of(new PlantedInfluence.Files(), Check.FILE, "java.nio.file.Files", "jdk.File(Write|Read)"));
    }

    /** The name of a file that is made so comes from the system's random numbers, which may have to be read first. */
    @ParameterizedTest
    @MethodSource("watched")
    void isSeenByWhoWatches(StateMachineProvider wrong, Check check, String allowed, String event) {
        TestKitFailure failure = fails(kit(wrong, allowed));

        assertThat(failure.check()).as(failure.getMessage()).isEqualTo(check);
        assertThat(failure.variant()).isEqualTo("wrong");
        assertThat(failure.recording().size()).as(failure.getMessage()).isBetween(1, 80);
        assertThat(failure.sequence()).as(failure.getMessage()).isPositive();
        assertThat(failure)
                .hasMessageContaining("smallest failing stream: ")
                .message()
                .containsPattern("'wrong' was seen at what is banned: " + event + " in "
                        + Pattern.quote(wrong.getClass().getName()));
    }

    private static StateMachineTestKit kit(StateMachineProvider wrong, String allowed) {
        return StateMachineTestKit.of(new Planted.Right(), wrong)
                .inputs(Provided::inputs)
                .queries(() -> random -> new byte[] {1})
                .rejections(reply -> reply[0] != Lease.OK)
                .allow(allowed)
                .count(4_000);
    }

    private static TestKitFailure fails(StateMachineTestKit kit) {
        TestKitFailure failure = catchThrowableOfType(TestKitFailure.class, kit::run);
        assertThat(failure).as("the kit must find the fault").isNotNull();
        return failure;
    }
}
