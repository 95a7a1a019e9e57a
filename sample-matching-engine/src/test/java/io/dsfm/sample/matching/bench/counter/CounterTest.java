package io.dsfm.sample.matching.bench.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.statemachine.testkit.StateMachineTestKit;
import io.dsfm.statemachine.testkit.TestKitReport;
import org.junit.jupiter.api.Test;

final class CounterTest {

    private static final long INPUTS = 20_000;

    @Test
    void variantsKeepTheContractAndAreOne() {
        TestKitReport report = StateMachineTestKit.discover(CounterProvider.APPLICATION)
                .inputs(() -> random -> random.bytes(random.below(200)))
                .count(INPUTS)
                .inThisProcessOnly()
                .run();

        assertThat(report.inputs()).isEqualTo(INPUTS);
        assertThat(report.restores()).isPositive();
        assertThat(report.reverts()).isPositive();
    }
}
