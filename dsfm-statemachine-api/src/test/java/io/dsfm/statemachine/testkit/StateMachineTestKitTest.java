package io.dsfm.statemachine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

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
    }
}
