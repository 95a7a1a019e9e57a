package io.dsfm.statemachine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault in the state machine itself is caught, named, and shown by a small stream that has it. */
final class PlantedFaultsTest {

    /** The fault, the check that names it, and the number of steps that are needed to show it. */
    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new Planted.OtherReply(), Check.REPLY, 13),
                Arguments.of(new Planted.OtherEvents(), Check.EVENTS, 24),
                Arguments.of(new Planted.LostTimer(), Check.TIMERS, 1),
                Arguments.of(new Planted.SnapshotForgets(), Check.SNAPSHOT, 3),
                Arguments.of(new Planted.RestoreForgets(), Check.SNAPSHOT, 3),
                Arguments.of(new Planted.RestoreKeeps(), Check.SNAPSHOT, 5),
                Arguments.of(new Planted.FutureForgets(), Check.SNAPSHOT, 3),
                Arguments.of(new Planted.RevertForgets(), Check.REVERT, 2),
                Arguments.of(new Planted.NestedRevert(), Check.REVERT, 4),
                Arguments.of(new Planted.RevertAfterRestore(), Check.REVERT, 3),
                Arguments.of(new Planted.QueryChanges(), Check.QUERY, 1),
                Arguments.of(new Planted.QueryAfterRestore(), Check.QUERY, 2),
                Arguments.of(new Planted.QueryThrowsAfterRestore(), Check.EXCEPTION, 2),
                Arguments.of(new Planted.SnapshotCloses(), Check.SNAPSHOT, 8),
                Arguments.of(new Planted.SecondReply(), Check.OUTPUT_RULES, 1),
                Arguments.of(new Planted.KeepsInput(), Check.REPLY, 2),
                Arguments.of(new Planted.ThrowsAtOne(), Check.EXCEPTION, 1),
                Arguments.of(new Planted.ThrowsAtMalformed(), Check.MALFORMED_INPUT, 1),
                Arguments.of(new Planted.OtherRejection(), Check.MALFORMED_INPUT, 1),
                Arguments.of(new Planted.RejectionChanges(), Check.REJECTION, 1));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isCaughtNamedAndShownByTheSmallestStream(StateMachineProvider wrong, Check check, int steps) {
        TestKitFailure failure = fails(kit(new Planted.Right(), wrong));

        assertThat(failure.check()).as(failure.getMessage()).isEqualTo(check);
        assertThat(failure.variant())
                .as(failure.getMessage())
                .matches(isRightAlone(wrong) ? "one of: right, wrong" : "wrong($|,.*)");
        assertThat(failure.recording().size()).as(failure.getMessage()).isBetween(1, steps);
        assertThat(failure)
                .hasMessageStartingWith(check + ": ")
                .hasMessageContaining("application: lease")
                .hasMessageContaining("variant: " + failure.variant() + "\n")
                .hasMessageContaining("at: sequence " + failure.sequence() + ",")
                .hasMessageContaining("whole run: the kit as the test makes it, with .seed(1).count(4000)\n")
                .hasMessageContaining(
                        "repeat it by: StateMachineTestKit.of(new " + Planted.Right.class.getCanonicalName()
                                + "(), new " + wrong.getClass().getCanonicalName() + "())")
                .hasMessageContaining(".inThisProcessOnly().replay(Recording.of(\"");
        failure.recording().lines().forEach(line -> assertThat(failure).hasMessageContaining("    " + line + "\n"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isCaughtAgainByTheSmallestStream(StateMachineProvider wrong, Check check, int steps) {
        TestKitFailure failure = fails(kit(new Planted.Right(), wrong));

        TestKitFailure again = fails(kit(new Planted.Right(), wrong).replay(failure.recording()));

        assertThat(again.check()).isEqualTo(check);
        assertThat(again.variant()).contains("wrong");
        assertThat(again.recording().lines()).isEqualTo(failure.recording().lines());
        assertThat(steps).isPositive();
    }

    /** The line is code that stands alone. */
    @ParameterizedTest
    @MethodSource("faults")
    void isCaughtAgainByTheLineThatIsPrinted(StateMachineProvider wrong, Check check, int steps, @TempDir Path folder)
            throws Throwable {
        String message = fails(kit(new Planted.Right(), wrong)).getMessage();
        String start = "repeat it by: ";
        String line = message.substring(message.indexOf(start) + start.length()).strip();
        String name = "Repeated" + wrong.getClass().getSimpleName();
        Path source = folder.resolve(name + ".java");
        Files.writeString(
                source,
                "package io.dsfm.statemachine.testkit; final class " + name
                        + " implements Runnable { public void run() { " + line + " } }");
        String classPath = System.getProperty("java.class.path");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath, "-d", folder.toString(), source.toString());
        assertThat(result).as(line).isZero();
        Path compiled = folder.resolve("io/dsfm/statemachine/testkit/" + name + ".class");
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        Class<?> repeated = lookup.defineClass(Files.readAllBytes(compiled));
        Runnable test = (Runnable) lookup.findConstructor(repeated, MethodType.methodType(void.class))
                .asType(MethodType.methodType(Runnable.class))
                .invokeExact();

        TestKitFailure again = catchThrowableOfType(TestKitFailure.class, test::run);

        assertThat(again).as(line).isNotNull();
        assertThat(again.check()).isEqualTo(check);
        assertThat(steps).isPositive();
    }

    /** These do the same every time, and keep all rules but those of the application. */
    private static boolean isRightAlone(StateMachineProvider wrong) {
        return wrong instanceof Planted.OtherReply
                || wrong instanceof Planted.OtherEvents
                || wrong instanceof Planted.LostTimer
                || wrong instanceof Planted.OtherRejection;
    }

    static Stream<Arguments> faultsOfAllVariants() {
        return Stream.of(
                Arguments.of(new Planted.DigestForgets(), Check.DIGEST),
                Arguments.of(new Planted.SnapshotForgets(), Check.SNAPSHOT),
                Arguments.of(new Planted.SnapshotHasRest(), Check.SNAPSHOT),
                Arguments.of(new Planted.RestoreForgets(), Check.SNAPSHOT),
                Arguments.of(new Planted.RestoreKeeps(), Check.SNAPSHOT),
                Arguments.of(new Planted.RevertForgets(), Check.REVERT),
                Arguments.of(new Planted.QueryChanges(), Check.QUERY),
                Arguments.of(new Planted.QueryAfterRestore(), Check.QUERY),
                Arguments.of(new Planted.QueryThrowsAfterRestore(), Check.EXCEPTION),
                Arguments.of(new Planted.SnapshotCloses(), Check.SNAPSHOT),
                Arguments.of(new Planted.ThrowsAtMalformed(), Check.MALFORMED_INPUT),
                Arguments.of(new Planted.RejectionChanges(), Check.REJECTION));
    }

    /** One variant alone is compared with itself, so that no other shows what is right. */
    @ParameterizedTest
    @MethodSource("faultsOfAllVariants")
    void isCaughtIfAllVariantsHaveItAlike(StateMachineProvider wrong, Check check) {
        TestKitFailure failure = fails(kit(wrong));

        assertThat(failure.check()).as(failure.getMessage()).isEqualTo(check);
        assertThat(failure.recording().size()).as(failure.getMessage()).isBetween(1, 8);
    }

    @Test
    void namesInputAndBothOutputs() {
        TestKitFailure failure = fails(kit(new Planted.Right(), new Planted.OtherReply()));

        List<Step> steps = failure.recording().steps();
        Step.Input last = (Step.Input) steps.get(steps.size() - 1);
        assertThat(failure)
                .hasMessageContaining("input: " + HexFormat.of().formatHex(last.bytes()) + "\n")
                .hasMessageContaining("right: reply 00000000000000000c, schedule timer ")
                .hasMessageContaining("wrong: reply 00000000000000000d, schedule timer ");
    }

    @Test
    void namesBothDigestsAroundARevert() {
        TestKitFailure failure = fails(kit(new Planted.Right(), new Planted.RevertForgets()));

        assertThat(failure)
                .hasMessageContaining("a revert does not give back the digest of 'wrong'")
                .hasMessageContaining("  digest there: ")
                .hasMessageContaining("  digest now:   ");
    }

    @Test
    void givesTheCauseOfAnException() {
        TestKitFailure failure = fails(kit(new Planted.Right(), new Planted.ThrowsAtOne()));

        assertThat(failure)
                .hasMessageContaining("'wrong' threw at an input: java.lang.ArithmeticException: by zero")
                .hasCauseInstanceOf(ArithmeticException.class);
    }

    /** The kit keeps the last 100,000 steps, which start at another state. */
    @Test
    void aFaultThatNeedsALongRunIsRepeatedByTheWholeRun() {
        TestKitFailure failure =
                fails(kit(new Planted.Right(), new Planted.OtherReplyLate()).count(300_000));

        assertThat(failure.check()).isEqualTo(Check.REPLY);
        assertThat(failure.sequence()).isGreaterThan(100_000);
        assertThat(failure.recording().size()).isEqualTo(100_000);
        assertThat(failure)
                .hasMessageContaining("last steps, which do not show it alone: 100000 of ")
                .hasMessageContaining("repeat it by: the kit as the test makes it, with .seed(1).count(300000)\n")
                .hasMessageContaining("right: reply 000000000000013880,")
                .hasMessageContaining("wrong: reply 000000000000000001,");
    }

    @Test
    void oneSeedGivesOneFailure() {
        String one = fails(kit(new Planted.Right(), new Planted.OtherEvents())).getMessage();
        String other =
                fails(kit(new Planted.Right(), new Planted.OtherEvents())).getMessage();

        assertThat(other).isEqualTo(one);
    }

    private static StateMachineTestKit kit(StateMachineProvider... providers) {
        return StateMachineTestKit.of(providers)
                .inputs(Provided::inputs)
                .queries(() -> random -> new byte[] {1})
                .rejections(reply -> reply[0] != Lease.OK)
                .count(4_000)
                .inThisProcessOnly();
    }

    private static TestKitFailure fails(StateMachineTestKit kit) {
        TestKitFailure failure = catchThrowableOfType(TestKitFailure.class, kit::run);
        assertThat(failure).as("the kit must find the fault").isNotNull();
        return failure;
    }
}
