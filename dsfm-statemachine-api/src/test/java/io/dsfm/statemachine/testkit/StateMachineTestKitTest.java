package io.dsfm.statemachine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

/** Variants without a fault pass, and everything was checked on them. */
final class StateMachineTestKitTest {

    @Test
    void passesVariantsWithoutFault() {
        TestKitReport report = StateMachineTestKit.of(Provided.right(), Provided.wrong(Lease::new))
                .inputs(Provided::inputs)
                .queries(() -> random -> new byte[] {1})
                .rejections(reply -> reply[0] != Lease.OK)
                .count(50_000)
                .inThisProcessOnly()
                .run();

        assertThat(report.inputs()).isEqualTo(50_000);
        assertThat(report.malformedInputs()).isBetween(2_000L, 3_000L);
        assertThat(report.timerFirings()).isGreaterThan(1_000);
        assertThat(report.queries()).isGreaterThan(500);
        assertThat(report.restores()).isGreaterThan(500);
        assertThat(report.reverts()).isGreaterThan(500);
        assertThat(report.notes()).containsExactly("nothing was run in other processes");
    }

    @Test
    void passesOneVariantWithoutFaultInOtherProcessesToo() {
        TestKitReport report = StateMachineTestKit.of(new Planted.Right())
                .inputs(Provided::inputs)
                .queries(() -> random -> new byte[] {1})
                .rejections(reply -> reply[0] != Lease.OK)
                .seed(3)
                .run();

        assertThat(report.inputs()).isEqualTo(10_000);
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void refusesAVariantThatNoOtherProcessFinds() {
        StateMachineTestKit kit = StateMachineTestKit.of(Provided.right());

        assertThatIllegalArgumentException().isThrownBy(kit::run).withMessageContaining("inThisProcessOnly()");
    }

    @Test
    void refusesAnApplicationOfWhichNothingIsListed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StateMachineTestKit.discover("no-such-application"))
                .withMessageContaining("'no-such-application'");
    }

    @Test
    void refusesTwoVariantsOfOneName() {
        TestKitFailure failure = catchThrowableOfType(
                TestKitFailure.class,
                StateMachineTestKit.of(Provided.right(), Provided.right()).inThisProcessOnly()::run);

        assertThat(failure.check()).isEqualTo(TestKitFailure.Check.PROVIDER);
        assertThat(failure).hasMessageContaining("a variant with a name of its own");
    }
}
